import type { Json } from '../../json.ts'
import type { VenueRequest } from '../../request.ts'

const TYPE = /^[A-Za-z0-9]+$/

/** The endpoint of Hyperliquid's table that an action belongs to: every action goes to one path, and its type tells them apart. */
export function hyperliquidEndpointOf(request: VenueRequest): string | undefined {
  const { method, path, params } = request
  if (method !== 'POST' || path !== '/exchange' || params === null) return undefined
  if (new URL(request.baseUrl).pathname !== '/') return undefined
  const actions = params.filter(([name]) => name === 'action')
  if (actions.length !== 1) return undefined
  const type = typeOf(actions[0]?.[1])
  return type === undefined ? undefined : `POST /exchange ${type}`
}

function typeOf(action: Json | undefined): string | undefined {
  if (typeof action !== 'object' || action === null || Array.isArray(action) || !('type' in action))
    return undefined
  const { type } = action
  return typeof type === 'string' && TYPE.test(type) ? type : undefined
}

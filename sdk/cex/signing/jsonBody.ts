import type { VenueRequest } from '../request.ts'
import { jsonObject } from './jsonObject.ts'

/** The body as JSON: the list where there is one, the parameters as an object otherwise, `null` when there are none. */
export function jsonBody({ params, bodyArray }: VenueRequest): string | null {
  if (bodyArray !== undefined) return JSON.stringify(bodyArray)
  return params === null || params.length === 0 ? null : jsonObject(params)
}

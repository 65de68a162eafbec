import type { Expiry } from '../../core/expiry.ts'
import type { Limit } from '../../core/limit.ts'
import { isPeriodic, periodAt, periodWindow } from './period.ts'

/** When a use holds, and what it is that ends it. */
export type UseWindow = Expiry & {
  /** What is over first. A use that waits longer dies: it has to be prepared and signed again. */
  readonly endedBy: 'grant' | 'key' | 'period' | 'tier'
}

/**
 * When a use holds that is made at a second: the window of the grant, up to the end of the key, inside the periods that it claims and the
 * keeper's tier that it needs.
 * @param limits Those that it draws on.
 * @param tierValidUntil Last second of the tier; undefined for a use of permissions without tiers.
 */
export function useWindow(parameters: {
  grant: Expiry
  keyValidUntil: number
  limits: readonly Limit[]
  tierValidUntil?: number | undefined
  timestamp: number
}): UseWindow {
  const { grant, keyValidUntil, limits, tierValidUntil, timestamp } = parameters
  const periods = limits.filter(isPeriodic).map((limit) => periodWindow(limit, periodAt(limit, timestamp)))
  const ends: readonly (readonly [UseWindow['endedBy'], number])[] = [
    ['grant', grant.validUntil],
    ['key', keyValidUntil],
    ...periods.map(({ validUntil }) => ['period', validUntil] as const),
    ...(tierValidUntil === undefined ? [] : [['tier', tierValidUntil] as const]),
  ]
  const [endedBy, validUntil] = ends.reduce((first, next) => (next[1] < first[1] ? next : first))
  const validAfter = Math.max(grant.validAfter, ...periods.map((period) => period.validAfter))
  return { validAfter, validUntil, endedBy }
}

import type { VenueRow } from './run.ts'

/** Requests a second that an HMAC venue shall reach: the lower of 3 times ccxt and 0.8 of raw. */
export function goalOf({ ccxtOpsPerSecond, rawOpsPerSecond }: VenueRow): number {
  return Math.min(3 * ccxtOpsPerSecond, 0.8 * rawOpsPerSecond)
}

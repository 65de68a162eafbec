import { TIME_END } from './constants.ts'

/** When something holds: from `validAfter` to `validUntil`, both inclusive, unix seconds. */
export type Expiry = {
  readonly validAfter: number
  readonly validUntil: number
}

/** Where a second stands with respect to an expiry. */
export type ExpiryState = 'notStarted' | 'current' | 'expired'

/** Whether a number is a whole second, at least 0 and below 2⁴⁷. */
export function isTime(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 0 && seconds < TIME_END
}

/** Whether both ends are times, the last is not 0 (which would mean for ever) and the first is not after the last. */
export function isExpiry(expiry: Expiry): boolean {
  const { validAfter, validUntil } = expiry
  return isTime(validAfter) && isTime(validUntil) && validUntil > 0 && validAfter <= validUntil
}

/** Where `now` stands; both ends belong to the window. */
export function expiryState(expiry: Expiry, now: number): ExpiryState {
  if (now < expiry.validAfter) return 'notStarted'
  return now > expiry.validUntil ? 'expired' : 'current'
}

/** Whole seconds for which the expiry still holds, the last one included; 0 once over. */
export function remainingSeconds(expiry: Expiry, now: number): number {
  return Math.max(0, expiry.validUntil - Math.max(now, expiry.validAfter) + 1)
}

/** The window that starts at `validAfter` and holds for exactly `seconds` seconds. */
export function expiryFor(validAfter: number, seconds: number): Expiry {
  return { validAfter, validUntil: validAfter + seconds - 1 }
}

import type { VenueClock } from './venueClock.ts'

/** A clock that stands at one millisecond. */
export function fixedVenueClock(milliseconds: number): VenueClock {
  return { nowMs: () => milliseconds, ready: async () => {} }
}

import type { VenueClock } from './venueClock.ts'

/** The machine's own clock, taken for the venue's. For machines that are kept in time, and venues that do not tell theirs. */
export const machineClock: VenueClock = { nowMs: () => Date.now(), ready: async () => {} }

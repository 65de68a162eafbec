/** A venue's time, as well as it is known here. */
export type VenueClock = {
  /** Unix milliseconds, whole. */
  nowMs(): number
}

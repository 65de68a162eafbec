/** A venue's time, as well as it is known here. */
export type VenueClock = {
  /** Unix milliseconds, whole. */
  nowMs(): number
  /**
   * Resolves when `nowMs` can be relied on: measures first where that has not been done, or is too long ago.
   * @throws ClockSkewError, ClockUnmeasuredError.
   */
  ready(): Promise<void>
}

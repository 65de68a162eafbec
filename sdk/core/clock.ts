/** Where the time comes from, so that tests and offline tools can set it. */
export type Clock = {
  /** Unix seconds, whole. */
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) }

/** A clock that stands at one second. */
export function fixedClock(seconds: number): Clock {
  return { now: () => seconds }
}

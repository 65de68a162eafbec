/** Seconds, also with a fraction, as whole milliseconds; undefined stays so. */
export function secondsToMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000)
}

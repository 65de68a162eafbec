/** The time as HTX writes it: UTC to the second, `2017-05-11T15:19:30`. */
export function htxTimestamp(clockMs: number): string {
  return new Date(clockMs).toISOString().slice(0, 19)
}

/** 2001 and 2286 in seconds: a number beyond is milliseconds, or microseconds. */
const MOST_SECONDS = 1e10
const MOST_MILLISECONDS = 1e13

/**
 * Unix seconds, rounded down, out of what venues write: seconds, milliseconds or microseconds, as number or text, or ISO 8601. Unknown when it is nothing of
 * the kind, 0 included.
 */
export function readTime(value: unknown): number | 'unknown' {
  if (typeof value === 'string' && !/^\d+(\.\d+)?$/.test(value)) {
    const milliseconds = Date.parse(value)
    return Number.isNaN(milliseconds) || milliseconds <= 0 ? 'unknown' : Math.floor(milliseconds / 1000)
  }
  const number = Number(value)
  if (value === null || !Number.isFinite(number) || number < 1) return 'unknown'
  if (number < MOST_SECONDS) return Math.floor(number)
  return Math.floor(number < MOST_MILLISECONDS ? number / 1000 : number / 1e6)
}

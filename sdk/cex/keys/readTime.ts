/** 2001 and 2286 in seconds: a number beyond is milliseconds, or microseconds. */
const MOST_SECONDS = 1e10
const MOST_MILLISECONDS = 1e13
const MOST_MICROSECONDS = 1e16

/** With its zone: without one it would be read in the zone of this machine. */
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/**
 * Unix seconds, rounded down, out of what venues write: seconds, milliseconds or microseconds, as number or text, or ISO 8601 with a zone. Unknown when it is
 * nothing of the kind, 0 and whatever is past 2286 included.
 */
export function readTime(value: unknown): number | 'unknown' {
  if (typeof value === 'string' && ISO.test(value)) return inBounds(Date.parse(value) / 1000)
  if (typeof value === 'string' && !/^\d{1,17}(\.\d+)?$/.test(value)) return 'unknown'
  if (typeof value !== 'string' && typeof value !== 'number') return 'unknown'
  const number = Number(value)
  if (number < MOST_SECONDS) return inBounds(number)
  if (number < MOST_MILLISECONDS) return inBounds(number / 1000)
  return number < MOST_MICROSECONDS ? inBounds(number / 1e6) : 'unknown'
}

function inBounds(seconds: number): number | 'unknown' {
  return seconds >= 1 && seconds < MOST_SECONDS ? Math.floor(seconds) : 'unknown'
}

import type { RawJson } from './json.ts'

/** ECMAScript 2026, which the compiler's library does not describe yet. */
const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): boolean }

/** Whether a value is a number kept digit by digit, and not an object that a caller gave the same member. */
export function isRawJson(value: unknown): value is RawJson {
  return isRawJSON(value)
}

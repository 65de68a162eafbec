import type { Json, RawJson } from './json.ts'

/** What TypeScript does not know of `JSON` yet: https://tc39.es/proposal-json-parse-with-source/. */
const { isRawJSON } = JSON as unknown as { isRawJSON?: (value: unknown) => boolean }

/** Whether a value is a number kept digit by digit, and not an object that only looks like it. */
export function isRawJson(value: Json): value is RawJson {
  return isRawJSON?.(value) ?? false
}

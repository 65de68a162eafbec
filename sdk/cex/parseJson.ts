import type { Json } from './json.ts'

type Reviver = (name: string, value: unknown, context: { readonly source?: string }) => unknown

/** ECMAScript 2026, which the compiler's library does not describe yet. */
const { parse, rawJSON } = JSON as unknown as {
  parse(text: string, reviver: Reviver): Json
  rawJSON(text: string): Json
}

/**
 * Parses JSON and keeps every number as it is written: one that a double would change, or print otherwise, becomes a `RawJson`, so
 * that what is signed is what was meant.
 * @throws SyntaxError, whose message quotes the text: replace it where the text may hold a secret.
 */
export function parseJson(text: string): Json {
  return parse(text, (_name, value, { source }) => {
    return typeof value === 'number' && source !== undefined && String(value) !== source
      ? rawJSON(source)
      : value
  })
}

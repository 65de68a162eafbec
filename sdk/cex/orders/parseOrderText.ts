import type { Json } from '../json.ts'

/** Strings, with the colon that makes them names, and numbers. Whatever else valid JSON has needs no look. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Reads the text of JSON with numbers kept as the text they are written as. Undefined when the text is no JSON, or gives a name
 * twice: parsers differ on which of the two counts.
 */
export function parseOrderText(text: string): Json | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  let names = 0
  const quoted = text.replaceAll(TOKEN, (token: string, colon: string | undefined) => {
    if (colon !== undefined) names += 1
    return token.startsWith('"') ? token : `"${token}"`
  })
  const value: Json = JSON.parse(quoted)
  return countNames(value) === names ? value : undefined
}

function countNames(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((count: number, one: Json) => count + countNames(one), own)
}

import type { Parameter } from './localVenue.ts'

/** Percent-encoded as RFC 3986 has it: all but letters, digits and `-._~`, with hex digits in upper case. */
function percentEncode(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9._~-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

/** A query of these parameters, percent-encoded, in this order. */
export function encodedQuery(params: readonly Parameter[]): string {
  return params.map(([name, value]) => `${percentEncode(name)}=${percentEncode(String(value))}`).join('&')
}

/** A query of these parameters as they read, without percent-encoding, in this order. */
export function plainQuery(params: readonly Parameter[]): string {
  return params.map(([name, value]) => `${name}=${String(value)}`).join('&')
}

/** Parameters in the order of their names, character by character. */
export function byName(params: readonly Parameter[]): Parameter[] {
  return params.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
}

/** The query without this parameter, and otherwise exactly as received. */
export function queryWithout(query: string, name: string): string {
  return query
    .split('&')
    .filter((pair) => !pair.startsWith(`${name}=`))
    .join('&')
}

/** The members of a value that should be an object; none if it is anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** The members of a body or frame that should be a JSON object; none if it is anything else. */
export function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return membersOf(JSON.parse(text))
  } catch {
    return {}
  }
}

/** What a frame or body holds under a name, as a text; empty if it is no text or number. */
export function memberText(members: Readonly<Record<string, unknown>>, name: string): string {
  const value = members[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

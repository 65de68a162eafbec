import { EncodingRangeError } from '../../errors/encoding.ts'

/**
 * JSON as RFC 8785 writes it: no white space, members sorted by UTF-16 code units, missing ones left out. Numbers are whole and safe,
 * so that there is one way to write them.
 * @throws EncodingRangeError for anything that JSON has no word for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  throw new EncodingRangeError({
    field: 'a member of JSON',
    expected: 'text, a whole number, true, false or null',
  })
}

import { VenueRequestInvalidError } from '../../errors/venue.ts'

/** What needs no encoding at all: the usual case, and the fast one. */
const PLAIN = /^[A-Za-z0-9_.~-]*$/

/**
 * Percent-encodes everything but RFC 3986's unreserved characters, as UTF-8.
 * @throws VenueRequestInvalidError when the text is not well-formed Unicode.
 */
export function percentEncode(text: string): string {
  if (PLAIN.test(text)) return text
  if (!text.isWellFormed())
    throw new VenueRequestInvalidError({ reason: 'a text is not well-formed Unicode.' })
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

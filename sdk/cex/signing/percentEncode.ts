import { VenueRequestInvalidError } from '../../errors/venue.ts'

/** What RFC 3986 reserves and `encodeURIComponent` leaves as it is. */
const LEFT_AS_IS = /[!'()*]/

/**
 * Percent-encodes everything but RFC 3986's unreserved characters, as UTF-8.
 * @throws VenueRequestInvalidError when the text is not well-formed Unicode.
 */
export function percentEncode(text: string): string {
  if (isUnreserved(text)) return text
  if (!text.isWellFormed())
    throw new VenueRequestInvalidError({ reason: 'a text is not well-formed Unicode.' })
  const encoded = encodeURIComponent(text)
  return LEFT_AS_IS.test(encoded) ? encoded.replaceAll(/[!'()*]/g, encodeAscii) : encoded
}

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** The usual case, letter by letter: for texts of this length a regular expression takes longer than all else that makes a query. */
function isUnreserved(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
    // digits, and - . _ ~
    if (!isLetter && !(code >= 48 && code <= 57) && code !== 45 && code !== 46 && code !== 95 && code !== 126)
      return false
  }
  return true
}

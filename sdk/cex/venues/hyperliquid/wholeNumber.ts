import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import { isRawJson } from '../../isRawJson.ts'
import type { Json } from '../../json.ts'

/**
 * A whole number out of a request.
 * @throws VenueRequestInvalidError when it is not one, negative, or beyond the bits it has.
 */
export function wholeNumber(value: Json | undefined, name: string, bits: 32 | 64): bigint {
  const digits =
    typeof value === 'number' ? String(value) : value !== undefined && isRawJson(value) ? value.rawJSON : ''
  if (!/^\d{1,20}$/.test(digits) || BigInt(digits) >> BigInt(bits) !== 0n) {
    throw new VenueRequestInvalidError({ reason: `"${name}" is not a whole number of ${bits} bits.` })
  }
  return BigInt(digits)
}

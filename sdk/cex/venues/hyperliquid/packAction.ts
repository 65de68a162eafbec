import { encode } from '@msgpack/msgpack'
import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import { isRawJson } from '../../isRawJson.ts'
import type { Json } from '../../json.ts'

type Packable = null | boolean | number | bigint | string | Packable[] | { [name: string]: Packable }

/** What fits in 32 bits is written in the shortest form; more than that as 64 bits, which the encoder does for `bigint` only. */
const MAX_SHORT = 0xffff_ffff

/**
 * An action as MessagePack, names in the order given: the order is part of what is signed.
 * @throws VenueRequestInvalidError for a number that is not whole (the venue takes decimals as text), or beyond 64 bits.
 */
export function packAction(action: Json): Uint8Array {
  return encode(packable(action), { useBigInt64: true })
}

function packable(value: Json): Packable {
  if (typeof value === 'number') return packableNumber(value)
  if (value === null || typeof value !== 'object') return value
  if (isRawJson(value)) return packableDigits(value.rawJSON)
  if (Array.isArray(value)) return value.map(packable)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, packable(member)]))
}

function packableNumber(value: number): number | bigint {
  if (!Number.isSafeInteger(value)) return packableDigits(String(value))
  return value > MAX_SHORT || value < -0x8000_0000 ? BigInt(value) : value
}

function packableDigits(digits: string): bigint {
  if (!/^-?\d{1,20}$/.test(digits)) {
    throw new VenueRequestInvalidError({ reason: 'a number of the action is not whole.' })
  }
  const value = BigInt(digits)
  if (value > 0xffff_ffff_ffff_ffffn || value < -0x8000_0000_0000_0000n) {
    throw new VenueRequestInvalidError({ reason: 'a number of the action does not fit in 64 bits.' })
  }
  return value
}

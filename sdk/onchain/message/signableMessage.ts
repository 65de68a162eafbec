import {
  concatHex,
  type Hash,
  type Hex,
  hashMessage,
  keccak256,
  size,
  stringToHex,
  type TypedDataDomain,
} from 'viem'
import { uintDigits } from '../../internal/words.ts'
import { encodeType } from '../grant/eip712.ts'
import { domainFields } from './domainFields.ts'
import { type TypedDataStruct, typedDataFields } from './typedDataFields.ts'

/** What a key can sign under a grant: typed data, or a sign-in text (EIP-4361). */
export type SignableMessage = (TypedDataStruct & { readonly domain: TypedDataDomain }) | string

/**
 * The hash that an application asks the account about: EIP-712's of typed data, EIP-191's of a text.
 * @throws EncodingRangeError.
 */
export function messageHash(message: SignableMessage): Hash {
  if (typeof message === 'string') return hashMessage(message)
  const type = keccak256(stringToHex(encodeType(message.primaryType, message.types)))
  const struct = keccak256(concatHex([type, typedDataFields(message)]))
  return keccak256(concatHex(['0x1901', domainFields(message.domain).separator, struct]))
}

/**
 * What the module builds that hash from: `u8 domain fields ‖ 32B each ‖ u16 length ‖ fields`, or `u16 length ‖ text`.
 * @throws EncodingRangeError.
 */
export function messagePayload(message: SignableMessage): Hex {
  const typed = typeof message !== 'string'
  const bytes = typed ? typedDataFields(message) : stringToHex(message)
  const domain = typed ? domainFields(message.domain).encoded : '0x'
  return concatHex([domain, `0x${uintDigits(size(bytes), 16, 'length of the message')}`, bytes])
}

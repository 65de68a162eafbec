import {
  type Address,
  concatHex,
  type Hash,
  type Hex,
  hashMessage,
  keccak256,
  stringToHex,
  type TypedDataDomain,
} from 'viem'
import { anyDigits, hashDigits, uintDigits } from '../../internal/words.ts'
import { type AnyTypedData, encodeMessageData, messageType } from './encodeMessageData.ts'
import { encodeDomain } from './typedDataDomain.ts'

/** What a key is to sign for the account: typed data as viem has it, or a sign-in text. */
export type MessagePayload = (AnyTypedData & { readonly domain: TypedDataDomain }) | { readonly text: string }

/** The domain of an account that wraps what it is asked about, from its ERC-5267. */
export type WrappingDomain = {
  readonly name: string
  readonly version: string
  readonly chainId: bigint
  /** The account itself. */
  readonly verifyingContract: Address
}

/** What accounts that wrap put a hash into. */
const WRAPPER_TYPE = 'Kernel(bytes32 hash)'

/**
 * The hash that whoever wants the account's signature asks it about: EIP-712's of typed data, EIP-191's of a text.
 * @throws EncodingRangeError, and viem's errors for values that do not fit their types.
 */
export function payloadHash(payload: MessagePayload): Hash {
  if ('text' in payload) return hashMessage(payload.text)
  const struct = hashDigits(
    keccak256(stringToHex(messageType(payload))).slice(2),
    ...encodeMessageData(payload).map((word) => word.slice(2)),
  )
  return keccak256(concatHex(['0x1901', encodeDomain(payload.domain).separator, struct]))
}

/** The hash that an account which wraps hands on to its validators. */
export function wrapHash(hash: Hash, domain: WrappingDomain): Hash {
  const struct = hashDigits(keccak256(stringToHex(WRAPPER_TYPE)).slice(2), hash.slice(2))
  return keccak256(concatHex(['0x1901', encodeDomain(domain).separator, struct]))
}

/** A payload as an encoded message carries it: `u8 domain fields ‖ 32B each ‖ u16 length ‖ members`, or `u16 length ‖ text`. */
export function payloadDigits(payload: MessagePayload): string {
  if ('text' in payload) return lengthAnd(stringToHex(payload.text))
  const { fields, words } = encodeDomain(payload.domain)
  const members = concatHex(encodeMessageData(payload))
  return (
    uintDigits(fields, 8, 'fields of the domain') +
    words.map((word) => word.slice(2)).join('') +
    lengthAnd(members)
  )
}

function lengthAnd(bytes: Hex): string {
  const digits = anyDigits(bytes, 'message')
  return uintDigits(digits.length / 2, 16, 'length of the message') + digits
}

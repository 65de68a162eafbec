import {
  encodeAbiParameters,
  type Hex,
  hashStruct,
  keccak256,
  stringToHex,
  type TypedData,
  toHex,
} from 'viem'
import { EncodingRangeError } from '../../errors/encoding.ts'
import { hashDigits } from '../../internal/words.ts'
import { encodeType, type StructTypes } from './eip712.ts'

/** Typed data of any kind, as viem has it. */
export type AnyTypedData = {
  readonly types: TypedData | Record<string, unknown>
  readonly primaryType: string
  readonly message: Record<string, unknown>
}

/** EIP-712 encodeType of typed data's primary struct: what a message of a grant has as its contents. */
export function messageType({ types, primaryType }: Pick<AnyTypedData, 'primaryType' | 'types'>): string {
  return encodeType(primaryType, types as StructTypes)
}

/**
 * EIP-712 encodeData of the primary struct without its type hash, one word per member: what conditions of a message look at.
 * @throws EncodingRangeError for a struct that the types do not have, and viem's errors for values that do not fit.
 */
export function encodeMessageData({ types, primaryType, message }: AnyTypedData): readonly Hex[] {
  const struct = (types as StructTypes)[primaryType]
  if (!struct) throw new EncodingRangeError({ field: 'primaryType', expected: 'one of the types' })
  return struct.map(({ name, type }) => encodeMember(types as StructTypes, type, message[name]))
}

function encodeMember(types: StructTypes, type: string, value: unknown): Hex {
  const array = /^(.*)\[\d*\]$/.exec(type)
  if (array) {
    const [, element = ''] = array
    const words = (value as readonly unknown[]).map((each) => encodeMember(types, element, each))
    return hashDigits(...words.map((each) => each.slice(2)))
  }
  if (types[type]) return hashStruct({ types, primaryType: type, data: value } as never)
  if (type === 'string') return keccak256(stringToHex(String(value)))
  if (type === 'bytes')
    return keccak256(typeof value === 'string' ? (value as Hex) : toHex(value as Uint8Array))
  return encodeAbiParameters([{ type }], [value])
}

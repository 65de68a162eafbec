import {
  encodeAbiParameters,
  type Hex,
  hashStruct,
  isHex,
  keccak256,
  size,
  stringToHex,
  type TypedData,
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
 * @throws EncodingRangeError for a struct that the types do not have, and for a value that is missing or does not fit its type.
 */
export function encodeMessageData({ types, primaryType, message }: AnyTypedData): readonly Hex[] {
  const struct = (types as StructTypes)[primaryType]
  if (!struct) throw new EncodingRangeError({ field: 'primaryType', expected: 'one of the types' })
  return struct.map(({ name, type }) => {
    const word = tryMember(types as StructTypes, type, message[name])
    if (word === undefined) throw new EncodingRangeError({ field: name, expected: type })
    return word
  })
}

/** Undefined for a value of another type: what a library says of it would quote the value. */
function tryMember(types: StructTypes, type: string, value: unknown): Hex | undefined {
  if (value === undefined || value === null) return undefined
  try {
    return encodeMember(types, type, value)
  } catch {
    return undefined
  }
}

function encodeMember(types: StructTypes, type: string, value: unknown): Hex | undefined {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array) return encodeArray(types, array[1] ?? '', array[2] ?? '', value)
  if (types[type]) return hashStruct({ types, primaryType: type, data: value } as never)
  if (type === 'string') return typeof value === 'string' ? keccak256(stringToHex(value)) : undefined
  if (type === 'bytes') return isHex(value) || value instanceof Uint8Array ? keccak256(value) : undefined
  const word = encodeAbiParameters([{ type }], [value])
  return size(word) === 32 ? word : undefined
}

function encodeArray(types: StructTypes, element: string, length: string, value: unknown): Hex | undefined {
  if (!Array.isArray(value) || (length !== '' && value.length !== Number(length))) return undefined
  const words = value.map((each) => tryMember(types, element, each))
  const known = words.filter((word) => word !== undefined)
  return known.length === words.length ? hashDigits(...known.map((word) => word.slice(2))) : undefined
}

import { encodeAbiParameters, type Hex, hashStruct, keccak256, size, stringToHex } from 'viem'
import { EncodingRangeError } from '../../errors/encoding.ts'
import type { StructTypes } from '../grant/eip712.ts'

/** Typed data as wallets are asked to sign it, without its domain. */
export type TypedDataStruct = {
  readonly types: StructTypes
  readonly primaryType: string
  readonly message: { readonly [name: string]: unknown }
}

/**
 * EIP-712 encodeData without the type hash: one word per field, strings, bytes, arrays and structs as their hashes.
 * @throws EncodingRangeError for a field that is missing or does not fit its type.
 */
export function typedDataFields({ types, primaryType, message }: TypedDataStruct): Hex {
  const struct = types[primaryType]
  if (!struct) throw new EncodingRangeError({ field: primaryType, expected: 'a type that is given' })
  const words = struct.map(({ name, type }) => fieldWord(types, name, type, message[name]).slice(2))
  return `0x${words.join('')}`
}

function fieldWord(types: StructTypes, name: string, type: string, value: unknown): Hex {
  const word = value === undefined || value === null ? undefined : tryWord(types, name, type, value)
  if (word === undefined) throw new EncodingRangeError({ field: name, expected: type })
  return word
}

/** Undefined for a value of another type: what a library says of it would quote the value. */
function tryWord(types: StructTypes, name: string, type: string, value: unknown): Hex | undefined {
  try {
    return wordOf(types, name, type, value)
  } catch {
    return undefined
  }
}

function wordOf(types: StructTypes, name: string, type: string, value: unknown): Hex {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array) {
    const [, element = '', length = ''] = array
    const values = value as readonly unknown[]
    if (!Array.isArray(value) || (length !== '' && values.length !== Number(length))) {
      throw new EncodingRangeError({ field: name, expected: type })
    }
    return keccak256(`0x${values.map((each) => fieldWord(types, name, element, each).slice(2)).join('')}`)
  }
  if (types[type]) return hashStruct({ data: value, primaryType: type, types } as never)
  if (type === 'string') return keccak256(stringToHex(value as string))
  if (type === 'bytes') return keccak256(value as Hex)
  const word = encodeAbiParameters([{ type }], [value])
  if (size(word) !== 32) throw new EncodingRangeError({ field: name, expected: type })
  return word
}

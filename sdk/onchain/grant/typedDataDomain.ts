import { type Address, type Hex, keccak256, numberToHex, pad, stringToHex, type TypedDataDomain } from 'viem'
import { EncodingRangeError } from '../../errors/encoding.ts'
import { bytesDigits, hashDigits } from '../../internal/words.ts'

/** A domain of typed data taken apart as ERC-5267 numbers its fields. */
export type EncodedDomain = {
  /** Bits of the fields that it has: 1 name, 2 version, 4 chainId, 8 verifyingContract, 16 salt. */
  readonly fields: number
  /** One word per field, in their order; names and versions as their hashes. */
  readonly words: readonly Hex[]
  /** EIP-712 hashStruct. */
  readonly separator: Hex
}

type Field = readonly [bit: number, type: string, word: (domain: TypedDataDomain) => Hex | undefined]

const FIELDS: readonly Field[] = [
  [1, 'string name', ({ name }) => text(name)],
  [2, 'string version', ({ version }) => text(version)],
  [4, 'uint256 chainId', ({ chainId }) => (chainId === undefined ? undefined : word(chainId))],
  [
    8,
    'address verifyingContract',
    ({ verifyingContract: it }) => (it === undefined ? undefined : address(it)),
  ],
  [16, 'bytes32 salt', ({ salt }) => (salt === undefined ? undefined : `0x${bytesDigits(salt, 32, 'salt')}`)],
]

/**
 * A domain as messages carry it. Its fields are those that it has, in the order of EIP-712.
 * @throws EncodingRangeError.
 */
export function encodeDomain(domain: TypedDataDomain): EncodedDomain {
  const present = FIELDS.flatMap(([bit, type, wordOf]) => {
    const own = wordOf(domain)
    return own === undefined ? [] : [{ bit, type, word: own }]
  })
  const type = `EIP712Domain(${present.map((field) => field.type).join(',')})`
  const words = present.map((field) => field.word)
  return {
    fields: present.reduce((bits, { bit }) => bits | bit, 0),
    words,
    separator: hashDigits(keccak256(stringToHex(type)).slice(2), ...words.map((each) => each.slice(2))),
  }
}

function text(value: string | undefined): Hex | undefined {
  return value === undefined ? undefined : keccak256(stringToHex(value))
}

function address(value: Address): Hex {
  return pad(value.toLowerCase() as Hex)
}

function word(value: number | bigint): Hex {
  if (value < 0) throw new EncodingRangeError({ field: 'chainId', expected: 'a whole number from 0 on' })
  return numberToHex(value, { size: 32 })
}

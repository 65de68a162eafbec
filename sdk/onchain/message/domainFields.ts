import { type Hex, hashDomain, keccak256, stringToHex, type TypedDataDomain } from 'viem'
import { addressWord, bytesDigits, uintDigits, uintWord } from '../../internal/words.ts'
import type { StructMember } from '../grant/eip712.ts'

/** A domain as a message carries it: `u8` ERC-5267 fields, then a word for each, names and versions as their hashes. */
export type DomainFields = {
  readonly encoded: Hex
  /** Its separator: what a grant's message names. */
  readonly separator: Hex
}

/** Fields of a domain in the order of EIP-712, which is that of ERC-5267's bits, from the lowest. */
export const DOMAIN_MEMBERS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const

/**
 * The fields of a domain.
 * @throws EncodingRangeError for a field that does not fit its type.
 */
export function domainFields(domain: TypedDataDomain): DomainFields {
  const members: StructMember[] = []
  let bits = 0
  let words = ''
  for (const [position, member] of DOMAIN_MEMBERS.entries()) {
    const value = domain[member.name]
    if (value === undefined || value === null) continue
    members.push(member)
    bits |= 1 << position
    words += domainWord(member.name, value)
  }
  const types = { EIP712Domain: members }
  return {
    encoded: `0x${uintDigits(bits, 8, 'domain fields')}${words}`,
    separator: hashDomain({ domain, types } as never),
  }
}

function domainWord(name: (typeof DOMAIN_MEMBERS)[number]['name'], value: string | number | bigint): string {
  if (name === 'name' || name === 'version') return keccak256(stringToHex(String(value))).slice(2)
  if (name === 'chainId') return uintWord(BigInt(value), 256, 'domain.chainId')
  if (name === 'verifyingContract') return addressWord(value as Hex, 'domain.verifyingContract')
  return bytesDigits(value as Hex, 32, 'domain.salt')
}

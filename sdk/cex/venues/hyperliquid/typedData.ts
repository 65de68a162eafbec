import { concatBytes, keccak256, stringToBytes, toBytes } from 'viem/utils'

const DOMAIN_TYPE = hash('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')
const VERSION = hash('1')
const NO_CONTRACT = new Uint8Array(32)
const PREFIX = Uint8Array.of(0x19, 0x01)

/** The hash of a text, 32 bytes. */
export function hash(text: string): Uint8Array {
  return keccak256(stringToBytes(text), 'bytes')
}

/** A whole number as a word of 32 bytes. */
export function word(value: bigint | number): Uint8Array {
  return toBytes(value, { size: 32 })
}

/** What stands for a domain without a contract in what is signed, as EIP-712 says. */
export function domainSeparator(name: string, chainId: bigint): Uint8Array {
  return keccak256(concatBytes([DOMAIN_TYPE, hash(name), VERSION, word(chainId), NO_CONTRACT]), 'bytes')
}

/** The digest that is signed for a struct: its type by the hash, its members as words. */
export function typedDataDigest(
  domain: Uint8Array,
  typeHash: Uint8Array,
  members: readonly Uint8Array[],
): Uint8Array {
  const struct = keccak256(concatBytes([typeHash, ...members]), 'bytes')
  return keccak256(concatBytes([PREFIX, domain, struct]), 'bytes')
}

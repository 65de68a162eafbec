import { concatBytes, keccak256, stringToBytes, toBytes } from 'viem/utils'

const DOMAIN_TYPE = hash('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')
const VERSION = hash('1')
const NO_CONTRACT = new Uint8Array(32)

/** The hash of a text, 32 bytes. */
export function hash(text: string): Uint8Array {
  return keccak256(stringToBytes(text), 'bytes')
}

/** A whole number as a word of 32 bytes. */
export function word(value: bigint | number): Uint8Array {
  return toBytes(value, { size: 32 })
}

/** The digest that is signed for a struct in a domain without a contract, as EIP-712 says. */
export function typedDataDigest(
  domain: { readonly name: string; readonly chainId: bigint },
  type: string,
  values: readonly Uint8Array[],
): Uint8Array {
  const separator = keccak256(
    concatBytes([DOMAIN_TYPE, hash(domain.name), VERSION, word(domain.chainId), NO_CONTRACT]),
    'bytes',
  )
  const struct = keccak256(concatBytes([hash(type), ...values]), 'bytes')
  return keccak256(concatBytes([Uint8Array.of(0x19, 0x01), separator, struct]), 'bytes')
}

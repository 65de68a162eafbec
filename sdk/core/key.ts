import type { Address, Hex } from 'viem'

/** How a key signs. The kind is committed in the grant, never guessed. */
export const KeyKind = {
  none: 0,
  /** 20-byte address, checked by ecrecover only. */
  ecdsa: 1,
  /** 20-byte address of a contract that answers ERC-1271. */
  contract: 2,
  /** ERC-7913: verifier address followed by the key. */
  verifier: 3,
  /** Grantor only: a prefix put before a signature that the account's own ERC-1271 judges. */
  account: 4,
} as const

export type KeyKind = (typeof KeyKind)[keyof typeof KeyKind]

/** A signer as a grant names it: a session key, a rotator, a keeper or a grantor. */
export type Key = {
  readonly kind: KeyKind
  readonly key: Hex
}

/** The key that is nobody. */
export const NO_KEY: Key = { kind: KeyKind.none, key: '0x' }

/** The `contract` key of an address: whatever its ERC-1271 accepts is its signature. */
export function contractKey(address: Address): Key {
  return { kind: KeyKind.contract, key: address.toLowerCase() as Hex }
}

/** The `verifier` key of ERC-7913: an address that verifies, followed by what it verifies against. */
export function verifierKey(verifier: Address, key: Hex): Key {
  return { kind: KeyKind.verifier, key: `${verifier.toLowerCase()}${key.slice(2).toLowerCase()}` as Hex }
}

/** The `ecdsa` key of an address. */
export function ecdsaKey(address: Address): Key {
  return { kind: KeyKind.ecdsa, key: address.toLowerCase() as Hex }
}

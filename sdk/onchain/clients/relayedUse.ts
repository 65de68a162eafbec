import type { Address, Hex } from 'viem'

/** What the holder fixes when somebody else carries its use. */
export type Relay = {
  /** Nonce key (192 bits) and sequence (64 bits); with the highest bit set it is unordered: any value once. */
  readonly nonce: bigint
  /** Last second in which it may be carried, inclusive. */
  readonly validUntil: number
  /** Gas that must be available to the call into the account. */
  readonly minimumGas: bigint
}

/** A signed use that anybody may carry to the chain, see `carryUse`. */
export type RelayedUse = {
  readonly account: Address
  readonly chainId: number
  readonly mode: Hex
  readonly executionCalldata: Hex
  /** The encoded use with the key's signature. */
  readonly use: Hex
  readonly relay: Relay
}

import type { Address, Hex } from 'viem'

/** A decentralized identity that a grant is bound to. This version of the module enforces none. */
export type Identity = {
  readonly kind: number
  readonly registry: Address
  readonly subject: Hex
}

import type { Address, Hash, Hex } from 'viem'
import type { Approval } from '../clients/grantor.ts'

/** A revocation that the owner signed, possibly long ahead, and that anybody may carry to the chain: see `carryRevocation`. */
export type SignedRevocation =
  /** Ends one grant, on every chain it is carried to. */
  | { readonly kind: 'grant'; readonly account: Address; readonly grantId: Hash; readonly approval: Approval }
  /** Ends one key of a grant, on every chain it is carried to with the terms for that chain. */
  | {
      readonly kind: 'key'
      readonly account: Address
      readonly grantId: Hash
      /** Sealed terms of the grant for the chain that it is carried to. */
      readonly terms: Hex
      readonly keyId: Hash
      readonly approval: Approval
    }
  /** Ends every grant of one epoch, on one chain. */
  | {
      readonly kind: 'epoch'
      readonly account: Address
      readonly chainId: number
      readonly epoch: bigint
      readonly approval: Approval
    }

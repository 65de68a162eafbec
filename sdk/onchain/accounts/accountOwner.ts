import type { Hash, Hex } from 'viem'

/**
 * Who signs an account's operations for its owner. `ecdsaOwner` is one; implement it for a validator of your own, or for a key that
 * is kept elsewhere.
 */
export type AccountOwner = {
  /** A signature of the same shape that need not be valid, to estimate gas with. */
  readonly stubSignature: Hex
  /** The signature of a user operation, as the account's validator, or the account itself, wants it. */
  signUserOperation(parameters: { userOpHash: Hash }): Promise<Hex>
}

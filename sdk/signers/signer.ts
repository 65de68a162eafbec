import type { Address, Hash, Hex } from 'viem'
import type { Key } from '../core/key.ts'

/**
 * Where a key signs. The secret stays behind this port: in memory, in a file, in an HSM or with a KMS. Every
 * implementation runs test/conformance/signer.suite.ts.
 */
export type Signer = {
  /** The key as a grant names it. */
  readonly key: Key
  /** The address of an `ecdsa` key; other keys send no transactions of their own. */
  readonly address?: Address
  /**
   * A signature of the same shape that need not be valid, to estimate gas with. Not needed for `ecdsa` keys, whose signatures are
   * all alike.
   */
  readonly stubSignature?: Hex
  /**
   * Gas that checking a real signature takes more than checking the stub, which cannot always look like one: a passkey's names the hash.
   * None by default.
   */
  readonly extraVerificationGas?: bigint
  /**
   * Signs a 32-byte digest as it is: no prefix, no further hashing. `ecdsa` keys answer 65 bytes, r ‖ s ‖ v, with s in the
   * lower half and v 27 or 28; other kinds what their contract or verifier takes.
   */
  sign(parameters: { hash: Hash }): Promise<Hex>
}

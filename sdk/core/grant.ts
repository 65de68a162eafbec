import type { Address, Hex } from 'viem'
import type { Guard } from './guard.ts'
import type { Identity } from './identity.ts'
import type { Key } from './key.ts'
import type { Limit } from './limit.ts'
import type { MaximumFee } from './maximumFee.ts'
import type { Message } from './message.ts'
import type { Network } from './network.ts'
import type { PaymasterRule } from './paymasterRule.ts'
import type { Permission } from './permission.ts'
import type { Supersession } from './supersession.ts'

/**
 * The whole authority that an owner gives, member by member the EIP-712 struct of docs/protocol.md.
 * `permissions` and `limits` are the leaves in order, without padding.
 */
export type Grant = {
  readonly account: Address
  /** The chains that the grant holds on, 1 to 255, strictly increasing by chain id. */
  readonly networks: readonly Network[]
  /** 1 to 1,024. */
  readonly permissions: readonly Permission[]
  /** 0 to 1,024. */
  readonly limits: readonly Limit[]
  /** What a key may sign for the account, at most 255. */
  readonly messages: readonly Message[]
  /** Checks around the calls of every use, at most 255. */
  readonly guards: readonly Guard[]
  /** First second, inclusive, unix seconds. */
  readonly validAfter: number
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  /** Longest life of a key in seconds, or `UNLIMITED_KEY_LIFETIME`. */
  readonly keyLifetime: number
  /** Longest time in seconds for which a rotated key stays usable; 0: not at all. */
  readonly overlap: number
  /** Most keys that are current at a time, 1 to 255. */
  readonly maxKeys: number
  readonly maximumFee: MaximumFee
  readonly paymaster: PaymasterRule
  /** Who may replace keys; `NO_KEY` for nobody. */
  readonly rotator: Key
  /** Who may pause the grant and say how dangerous things are; `NO_KEY` for nobody. */
  readonly keeper: Key
  readonly identity: Identity
  readonly supersedes: Supersession
  /** The first key. */
  readonly sessionKey: Key
  /** 16 bytes that make grants with equal contents differ. */
  readonly salt: Hex
}

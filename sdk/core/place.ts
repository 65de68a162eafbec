import type { Address } from 'viem'
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
import type { VenueAccount } from './venueAccount.ts'
import type { VenueLimit } from './venueLimit.ts'
import type { VenueNetwork } from './venueNetwork.ts'
import type { VenuePermission } from './venuePermission.ts'

/** Where grants are: what the members that all of them share are made of there, and which members only that place has. */
export type Place = {
  readonly account: unknown
  readonly networks: readonly unknown[]
  readonly permission: unknown
  readonly limit: unknown
  readonly sessionKey: unknown
  readonly own: object
}

/** Smart accounts on chains. */
export type ChainPlace = {
  readonly account: Address
  /** 1 to 255, strictly increasing by chain id. */
  readonly networks: readonly Network[]
  readonly permission: Permission
  readonly limit: Limit
  readonly sessionKey: Key
  readonly own: {
    /** What a key may sign for the account, at most 255. */
    readonly messages: readonly Message[]
    /** Checks around the calls of every use, at most 255. */
    readonly guards: readonly Guard[]
    readonly maximumFee: MaximumFee
    readonly paymaster: PaymasterRule
    /** Who may replace keys; `NO_KEY` for nobody. */
    readonly rotator: Key
    /** Who may pause the grant and say how dangerous things are; `NO_KEY` for nobody. */
    readonly keeper: Key
    readonly identity: Identity
    readonly supersedes: Supersession
  }
}

/** (Sub-)accounts at venues. */
export type VenuePlace = {
  readonly account: VenueAccount
  /** Exactly one: a key of a venue belongs to one of its environments. */
  readonly networks: readonly [VenueNetwork]
  readonly permission: VenuePermission
  readonly limit: VenueLimit
  /** The public name that the venue knows the key by: its API key. */
  readonly sessionKey: string
  readonly own: object
}

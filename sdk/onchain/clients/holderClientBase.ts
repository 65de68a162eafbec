import type { Hash, TransactionReceipt } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { AccountPort } from '../accounts/accountPort.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import type { Annotations } from '../grant/annotations.ts'
import type { GrantTrees } from '../grant/hashGrant.ts'
import type { Approval } from './grantor.ts'
import type { KeyClientBase } from './keyClientBase.ts'
import type { RelayedUse } from './relayedUse.ts'

/** How much later than `validAfter` and earlier than `validUntil` a bundler takes an operation, in seconds. */
export type BundlerMargins = { readonly start: number; readonly end: number }

/** Carries a signed use to the chain, for example `carryUse` of a relayer's client, or a request to a relayer's server. */
export type Relayer = (
  relayed: RelayedUse,
  context: ErrorContext,
) => Promise<{ readonly receipt: TransactionReceipt }>

/** What the holder's actions need of a client. It holds nothing of the owner's. */
export type HolderClientBase = KeyClientBase & {
  readonly accountPort: AccountPort
  readonly grant: Grant
  readonly grantId: Hash
  readonly trees: GrantTrees
  readonly annotations: Annotations | undefined
  readonly keyId: Hash
  /** The owner's signature of the grant, for its first use. */
  readonly approval: Approval | undefined
  readonly margins: BundlerMargins
  /** Carries relayed uses; undefined when nobody is there to. */
  readonly relayer: Relayer | undefined
}

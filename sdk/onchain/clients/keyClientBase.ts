import type { LocalAccount } from 'viem'
import type { Signer } from '../../signers/signer.ts'
import type { ModuleClient } from './moduleClient.ts'

/** What the actions of a key need of a client: a holder's, a rotator's. */
export type KeyClientBase = ModuleClient & {
  /** Signs. */
  readonly signer: Signer
  /** The same key as the sender of transactions; undefined for one without an address, for which others carry what it signs. */
  readonly sender: LocalAccount | undefined
}

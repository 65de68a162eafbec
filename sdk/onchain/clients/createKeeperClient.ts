import type { Signer } from '../../signers/signer.ts'
import { signerAccount } from '../actions/internal/signerAccount.ts'
import { type KeeperActions, keeperActions } from '../decorators/keeperActions.ts'
import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import type { KeeperClientBase } from './keeperClientBase.ts'
import { type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'

/** What the keeper's client takes. */
export type KeeperClientConfig = ModuleClientConfig & {
  /** The keeper that grants name. */
  signer: Signer
}

/** The keeper's client: it tightens, and reads. Nothing in it loosens, grants or uses. */
export type KeeperClient = KeeperClientBase & KeeperActions & ModuleActions

/**
 * Creates the keeper's client.
 * @throws SignerUnsupportedError when its key has no address.
 */
export function createKeeperClient(config: KeeperClientConfig): KeeperClient {
  const { signer } = config
  const base: KeeperClientBase = moduleClientBase(config, { signer, sender: signerAccount(signer) })
  return Object.assign(base, moduleActions(base), keeperActions(base))
}

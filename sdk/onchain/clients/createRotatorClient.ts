import type { Signer } from '../../signers/signer.ts'
import { signerAccount } from '../actions/internal/signerAccount.ts'
import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import { type RotatorActions, rotatorActions } from '../decorators/rotatorActions.ts'
import { type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'
import type { RotatorClientBase } from './rotatorClientBase.ts'

/** What the rotator's client takes. */
export type RotatorClientConfig = ModuleClientConfig & {
  /** The grant's rotator. */
  signer: Signer
}

/** The rotator's client: it replaces and ends keys, and reads. */
export type RotatorClient = RotatorClientBase & RotatorActions & ModuleActions

/** Creates the rotator's client. A rotator without an address signs, for others to carry. */
export function createRotatorClient(config: RotatorClientConfig): RotatorClient {
  const { signer } = config
  const base: RotatorClientBase = moduleClientBase(config, {
    signer,
    sender: signer.address && signerAccount(signer),
  })
  return Object.assign(base, moduleActions(base), rotatorActions(base))
}

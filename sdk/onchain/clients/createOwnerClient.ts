import type { OwnerAccountPort } from '../accounts/accountPort.ts'
import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import { type OwnerActions, ownerActions } from '../decorators/ownerActions.ts'
import type { Grantor } from './grantor.ts'
import { type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'
import type { OwnerClientBase, OwnerPath } from './ownerClientBase.ts'

/** What the owner's client takes. */
export type OwnerClientConfig = ModuleClientConfig & {
  account: OwnerAccountPort
  /** Who approves grants and revocations by signature; the account has to have recorded it. */
  grantor?: Grantor | undefined
  /** `direct` by default for an account that sends transactions of its own, otherwise `bundler`. */
  path?: OwnerPath | undefined
}

/** The owner's client: it installs, grants, revokes, rotates, and reads. */
export type OwnerClient = OwnerClientBase & OwnerActions & ModuleActions

/** Creates the owner's client. */
export function createOwnerClient(config: OwnerClientConfig): OwnerClient {
  const { account, grantor, path = account.self ? 'direct' : 'bundler' } = config
  const base: OwnerClientBase = moduleClientBase(config, { accountPort: account, grantor, path })
  return Object.assign(base, moduleActions(base), ownerActions(base))
}

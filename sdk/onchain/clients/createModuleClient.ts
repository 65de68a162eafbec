import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import type { AccountPort } from '../accounts/accountPort.ts'
import { type ModuleClient, type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'

/** A client that only reads. */
export type ReadClient = ModuleClient & ModuleActions

export type ReadClientConfig = ModuleClientConfig & {
  /** The account that actions are about when they are not told otherwise, and what differs of it. */
  account?: AccountPort | undefined
}

/** A client that reads what anybody can read: states, what is left of limits, an account's live grants. */
export function createModuleClient(config: ReadClientConfig): ReadClient {
  const { account } = config
  const base = moduleClientBase(config, account ? { accountPort: account } : {})
  return Object.assign(base, moduleActions(base))
}

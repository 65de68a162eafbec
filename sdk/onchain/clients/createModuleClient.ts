import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import { type ModuleClient, type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'

/** A client that only reads. */
export type ReadClient = ModuleClient & ModuleActions

/** A client that reads what anybody can read: states, what is left of limits, an account's live grants. */
export function createModuleClient(config: ModuleClientConfig): ReadClient {
  const base = moduleClientBase(config, {})
  return Object.assign(base, moduleActions(base))
}

import type { LocalAccount } from 'viem'
import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import { type RelayerActions, relayerActions } from '../decorators/relayerActions.ts'
import { type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'
import type { SenderClientBase } from './senderClientBase.ts'

/** What the relayer's client takes. */
export type RelayerClientConfig = ModuleClientConfig & {
  /** Pays for what it carries; it needs no authority. */
  sender: LocalAccount
}

/** A client of anybody who carries signed uses, rotations and revocations to the chain. */
export type RelayerClient = SenderClientBase & RelayerActions & ModuleActions

/** Creates a relayer's client. */
export function createRelayerClient(config: RelayerClientConfig): RelayerClient {
  const base: SenderClientBase = moduleClientBase(config, { sender: config.sender })
  return Object.assign(base, moduleActions(base), relayerActions(base))
}

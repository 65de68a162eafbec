import { type Address, type Chain, type Client, createClient, getAddress, type Transport } from 'viem'
import { type BundlerClient, createBundlerClient } from 'viem/account-abstraction'
import type { AccountPort } from '../accounts/accountPort.ts'

/** What every client of the module takes. */
export type ModuleClientConfig = {
  chain: Chain
  /** To a node. */
  transport: Transport
  /** The session module. */
  module: Address
  /** To an ERC-4337 bundler; without one only the paths that need none are open. */
  bundlerTransport?: Transport | undefined
  /** Milliseconds between questions for a receipt; viem's default otherwise. */
  pollingInterval?: number | undefined
}

/** A viem client that knows the session module. Actions take it as their first parameter. */
export type ModuleClient = Client<Transport, Chain, undefined> & {
  readonly module: Address
  readonly bundler: BundlerClient | undefined
  /** The account that actions are about when they are not told otherwise. */
  readonly accountPort?: AccountPort
}

/** The base of all clients, without actions. */
export function moduleClientBase<const properties extends object>(
  config: ModuleClientConfig,
  properties: properties,
): ModuleClient & properties {
  const { chain, transport, pollingInterval, bundlerTransport } = config
  const shared = { chain, ...(pollingInterval === undefined ? {} : { pollingInterval }) }
  const client: Client<Transport, Chain, undefined> = createClient({ ...shared, transport })
  const bundler = bundlerTransport && createBundlerClient({ ...shared, client, transport: bundlerTransport })
  const own = { module: getAddress(config.module), bundler: bundler as BundlerClient | undefined }
  return Object.assign(client, own, properties)
}

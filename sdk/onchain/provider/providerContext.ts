import type { Address } from 'viem'
import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'
import type { UsePath } from '../actions/usePath.ts'
import type { HolderClient } from '../clients/createHolderClient.ts'
import type { BundleStore } from './bundleStore.ts'
import type { Lanes } from './lanes.ts'
import type { ProviderEmitter } from './providerEvents.ts'

/** How a provider's calls reach the chain. */
export type ProviderPath = Exclude<UsePath, 'relayed'>

/** What the methods of a provider work with. */
export type ProviderContext = {
  readonly account: Address
  /** By chain id. */
  readonly holders: ReadonlyMap<number, HolderClient>
  readonly path: ProviderPath | undefined
  readonly bundles: BundleStore
  /** Whether an application's price of gas counts. */
  readonly acceptFees: boolean
  /** Ids of batches that are being prepared in this process. */
  readonly preparing: Set<string>
  /** What the holder's uses take turns by. */
  lanesOf(holder: HolderClient): Lanes
  readonly events: ProviderEmitter
  /** The chain that is selected, and whether the account is shown. */
  readonly state: { chainId: number; status: 'new' | 'connected' | 'hidden' | 'disconnected' }
}

/** Answers one method. It has been checked that the method is its own, not what `params` is. */
export type Method = (context: ProviderContext, params: unknown) => Promise<unknown>

/** The holder on the selected chain. */
export function selectedHolder({ holders, state }: ProviderContext): HolderClient {
  const holder = holders.get(state.chainId)
  if (holder) return holder
  throw new ProviderRpcError({
    code: PROVIDER_CODE.chainDisconnected,
    reason: `No grant is at hand for chain ${state.chainId}.`,
  })
}

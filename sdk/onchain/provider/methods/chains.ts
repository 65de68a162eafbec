import { numberToHex } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderRpcError } from '../../../errors/provider.ts'
import { chainIdParameter, readParameters } from '../parameters.ts'
import type { Method } from '../providerContext.ts'

const switchParameters = z.tuple([z.strictObject({ chainId: chainIdParameter })])

/** The selected chain, as EIP-695 and EIP-3326 have it. */
export const chainMethods: Readonly<Record<string, Method>> = {
  eth_chainId: async ({ state }) => numberToHex(state.chainId),
  net_version: async ({ state }) => `${state.chainId}`,
  wallet_switchEthereumChain: async ({ holders, state, events }, params) => {
    const [{ chainId }] = readParameters(switchParameters, params)
    if (!holders.has(chainId)) {
      throw new ProviderRpcError({
        code: PROVIDER_CODE.unrecognizedChain,
        reason: `No grant is at hand for chain ${chainId}.`,
        metaMessages: [`There is one for: ${[...holders.keys()].join(', ')}.`],
      })
    }
    if (state.chainId !== chainId) {
      state.chainId = chainId
      events.emit('chainChanged', numberToHex(chainId))
    }
    return null
  },
}

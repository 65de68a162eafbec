import { type Chain, createClient, defineChain, http } from 'viem'
import { getChainId } from 'viem/actions'
import { RequestFailedError } from '../../sdk/errors/client.ts'
import { type ModuleClientConfig, toLatchkeyError } from '../../sdk/onchain/index.ts'
import { type Config, moduleOf } from './config.ts'
import { MismatchError, UsageError } from './errors.ts'
import type { bundlerOptions, Inputs, networkOptions } from './options.ts'

/** Milliseconds between questions for a receipt: a command waits for one or two only. */
const POLLING_INTERVAL = 500

type NetworkInput = Pick<Inputs<typeof networkOptions>, 'rpc' | 'module'> &
  Partial<Inputs<typeof bundlerOptions>>

/**
 * What clients take to reach the chain and the module.
 * @throws UsageError without an endpoint, MismatchError when it serves another chain than the addresses are for.
 */
export async function connect(input: NetworkInput, config: Partial<Config>): Promise<ModuleClientConfig> {
  const module = moduleOf(input, config)
  return { ...(await connectChain(input, config)), module }
}

/** As {@link connect}, without a module. */
export async function connectChain(
  input: Omit<NetworkInput, 'module'>,
  config: Partial<Config>,
): Promise<Omit<ModuleClientConfig, 'module'>> {
  if (input.rpc === undefined) {
    throw new UsageError('Which chain?', {
      details: ['Give --rpc with the endpoint of a node, or set LATCHKEY_RPC_URL.'],
    })
  }
  const transport = http(input.rpc)
  const id = await getChainId(createClient({ transport })).catch((cause: unknown) => {
    // The endpoint may carry a key of its provider, and so may what was thrown: neither is repeated.
    const reason = 'the node gives no answer. Is --rpc or LATCHKEY_RPC_URL right, and the network there?'
    throw new RequestFailedError({ reason, cause: toLatchkeyError(cause).cause })
  })
  if (config.chainId !== undefined && config.chainId !== id) {
    throw new MismatchError(`The node serves chain ${id}; the configuration is for chain ${config.chainId}.`)
  }
  return {
    ...{ chain: chainOf(id), transport, pollingInterval: POLLING_INTERVAL },
    bundlerTransport: input.bundler === undefined ? undefined : http(input.bundler),
  }
}

/** A chain of which only the id matters. */
export function chainOf(id: number): Chain {
  return defineChain({
    ...{ id, name: `chain ${id}` },
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [] } },
  })
}

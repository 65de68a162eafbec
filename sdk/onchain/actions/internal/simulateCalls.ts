import type { Address, Hex, Log } from 'viem'
import { call, simulateBlocks } from 'viem/actions'
import type { BaseError } from '../../../errors/base.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'

/** A call as if `from` made it. It needs no key, so nothing that anybody could send leaves this process. */
export type CallToSimulate = { readonly from: Address; readonly to: Address; readonly data: Hex }

/** What calls would do, one after the other on the state of the latest block. */
export type SimulatedCalls = {
  /** `eth_call` knows neither events nor gas, and makes each call on its own. */
  readonly by: 'eth_call' | 'eth_simulateV1'
  /** Why the first call that fails does. */
  readonly refusal: BaseError | undefined
  /** What each call returns, up to the one that failed. */
  readonly results: readonly Hex[]
  /** Events of each call, native transfers among them as ERC-20's `Transfer` of {@link NATIVE}. Empty by `eth_call`. */
  readonly logs: readonly (readonly Log[])[]
  /** Gas of all of them, with what a transaction costs by itself; undefined by `eth_call`. */
  readonly gasUsed: bigint | undefined
}

/** As what `eth_simulateV1` tells transfers of native value. */
export const NATIVE: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'

/**
 * Makes calls on a copy of the state.
 * @param timestamp Time of the block that they are made in, unix seconds.
 * @throws RequestFailedError and its like when the node gives no answer.
 */
export async function simulateCalls(
  client: ModuleClient,
  parameters: { calls: readonly CallToSimulate[]; timestamp: number; context: ErrorContext },
): Promise<SimulatedCalls> {
  try {
    return await simulateTogether(client, parameters)
  } catch (error) {
    // Whatever a node without the method says, the simpler one tells refusals too.
    if (!isUnsupported(error)) throw toLatchkeyError(error, parameters.context)
    return callOneByOne(client, parameters)
  }
}

async function simulateTogether(
  client: ModuleClient,
  { calls, timestamp, context }: Parameters<typeof simulateCalls>[1],
): Promise<SimulatedCalls> {
  const requests = calls.map(({ from, to, data }) => ({ account: from, to, data }))
  const [block] = await simulateBlocks(client, {
    blocks: [{ calls: requests, blockOverrides: { time: BigInt(timestamp) } }],
    traceTransfers: true,
  })
  const results: Hex[] = []
  const logs: (readonly Log[])[] = []
  let gasUsed = 0n
  for (const made of block?.calls ?? []) {
    gasUsed += made.gasUsed
    if (made.status === 'failure') {
      const refusal = toLatchkeyError({ message: 'execution reverted', data: made.data }, context)
      return { by: 'eth_simulateV1', refusal, results, logs, gasUsed }
    }
    results.push(made.data)
    logs.push(made.logs ?? [])
  }
  return { by: 'eth_simulateV1', refusal: undefined, results, logs, gasUsed }
}

async function callOneByOne(
  client: ModuleClient,
  { calls, context }: Parameters<typeof simulateCalls>[1],
): Promise<SimulatedCalls> {
  const results: Hex[] = []
  const answer = { by: 'eth_call', logs: [], gasUsed: undefined } as const
  for (const { from, to, data } of calls) {
    try {
      results.push((await call(client, { account: from, to, data })).data ?? '0x')
    } catch (error) {
      const refusal = toLatchkeyError(error, context)
      if (isNoAnswer(refusal)) throw refusal
      return { ...answer, refusal, results }
    }
  }
  return { ...answer, refusal: undefined, results }
}

/** A node that does not answer refuses nothing. */
export function isNoAnswer({ name }: BaseError): boolean {
  return ['RequestFailedError', 'RateLimitedError', 'ClientIncompleteError'].includes(name)
}

function isUnsupported(error: unknown): boolean {
  const { name } = toLatchkeyError(error)
  return name === 'MethodUnsupportedError' || name === 'BundlerRefusedError'
}

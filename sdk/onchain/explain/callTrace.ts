import type { Address, Hash, Hex } from 'viem'
import { call } from 'viem/actions'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { revertTraces } from '../errors/revertData.ts'

/** One call of a transaction, with those that it makes. */
export type TracedCall = {
  readonly type: string
  readonly from: Address
  readonly to?: Address | undefined
  readonly input: Hex
  readonly output?: Hex | undefined
  readonly value?: Hex | undefined
  /** Set when it failed. */
  readonly error?: string | undefined
  readonly calls?: readonly TracedCall[] | undefined
}

/** The calls of a transaction, by `debug_traceTransaction`; undefined when the node does not trace. */
export async function traceTransaction(client: ModuleClient, hash: Hash): Promise<TracedCall | undefined> {
  const request = client.request as unknown as (request: {
    method: string
    params: readonly unknown[]
  }) => Promise<TracedCall | null>
  try {
    const traced = await request({
      method: 'debug_traceTransaction',
      params: [hash, { tracer: 'callTracer' }],
    })
    return traced ?? undefined
  } catch {
    // Most nodes do not offer it, in as many ways as there are nodes; the replay tells less, but enough.
    return undefined
  }
}

/**
 * What a transaction would answer on the state before its block: other transactions of the block are missing, so it may differ.
 * @returns The revert data; undefined when it goes through there, or reverts without any.
 */
export async function replayTransaction(
  client: ModuleClient,
  transaction: {
    from: Address
    to: Address | null
    input: Hex
    value: bigint
    gas: bigint
    blockNumber: bigint
  },
): Promise<Hex | undefined> {
  const { from, to, input, value, gas, blockNumber } = transaction
  try {
    const request = { account: from, to, data: input, value, gas }
    await call(client, { ...request, blockNumber: blockNumber > 0n ? blockNumber - 1n : 0n })
    return undefined
  } catch (error) {
    return revertTraces(error).data[0]
  }
}

/** The innermost call on the way of the failure: the last failed one below each failed one. */
export function failedCall(root: TracedCall): TracedCall {
  let current = root
  for (;;) {
    const failed = current.calls?.filter(({ error }) => error !== undefined).at(-1)
    // A failure that was caught and replaced by another one is not the reason.
    if (!failed || (failed.output ?? '0x') === '0x') return current
    if (current.error !== undefined && !carries(current, failed)) return current
    current = failed
  }
}

function carries({ output = '0x' }: TracedCall, { output: inner = '0x' }: TracedCall): boolean {
  return output.includes(inner.slice(2))
}

/** The first call that satisfies a condition, outermost first. */
export function findCall(root: TracedCall, matches: (call: TracedCall) => boolean): TracedCall | undefined {
  if (matches(root)) return root
  for (const inner of root.calls ?? []) {
    const found = findCall(inner, matches)
    if (found) return found
  }
  return undefined
}

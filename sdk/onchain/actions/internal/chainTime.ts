import { getBlock } from 'viem/actions'
import type { ModuleClient } from '../../clients/moduleClient.ts'

/** The chain's time, unix seconds. */
export type ChainTime = {
  /** Of the latest block: what simulations see. */
  readonly latest: number
  /** Of the block that a transaction sent now would get into, as far as the node says. */
  readonly next: number
  /** Number of the latest block. */
  readonly block: bigint
}

/** Asks the node for the time: expiry is judged by the chain's clock, not by this machine's. */
export async function chainTime(client: ModuleClient): Promise<ChainTime> {
  const [latest, pending] = await Promise.all([
    getBlock(client, { blockTag: 'latest' }),
    getBlock(client, { blockTag: 'pending' }).catch(() => undefined),
  ])
  const time = Number(latest.timestamp)
  return { latest: time, next: Math.max(time, Number(pending?.timestamp ?? 0n)), block: latest.number }
}

/** The time as it should be some seconds after it was asked for; the block stays the one that is known. */
export function timeAfter({ latest, next, block }: ChainTime, seconds: number): ChainTime {
  return { latest: latest + seconds, next: next + seconds, block }
}

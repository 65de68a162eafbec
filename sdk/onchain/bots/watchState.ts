import { type Hash, numberToHex, pad, type RpcLog } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { BotClientBase } from './internal/botBase.ts'

export type WatchStateParameters = {
  /** Milliseconds between questions; 12,000 by default. */
  interval?: number | undefined
  /** Told when the chain does not answer. It goes on. */
  onError?: ((error: unknown) => void) | undefined
}

/** Ends the watching. */
export type WatchStateReturnType = () => void

/**
 * Watches the module's events about the account (revoked, paused, rotated, epoch, grant started or superseded), one request each
 * time, and forgets what was read of the chain when there is one. Tiers have events too. Without it, a bot learns of them when what it
 * read gets old, or when the contract refuses.
 */
export function watchState(
  bot: BotClientBase,
  { interval = 12_000, onError = () => {} }: WatchStateParameters = {},
): WatchStateReturnType {
  const { holder, situation } = bot
  const topic: Hash = pad(holder.grant.account, { size: 32 })
  let from: bigint | undefined
  const look = async (): Promise<void> => {
    // From where the bot knows: what happened before the first question counts too.
    const known = situation.peek()?.state.time.block
    from ??= (known ?? (await getBlockNumber(holder, { cacheTime: 0 }))) + 1n
    const filter = { address: holder.module, topics: [null, topic], fromBlock: numberToHex(from) }
    const logs = (await holder.request({ method: 'eth_getLogs', params: [filter] })) as RpcLog[]
    for (const { blockNumber } of logs) {
      if (blockNumber !== null && BigInt(blockNumber) >= from) from = BigInt(blockNumber) + 1n
    }
    if (logs.length > 0) situation.drop()
  }
  const timer = setInterval(() => void look().catch(onError), interval)
  return () => clearInterval(timer)
}

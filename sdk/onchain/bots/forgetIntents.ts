import type { BaseError } from '../../errors/base.ts'
import { isInFlight } from './intent.ts'
import { chainTime } from '../actions/internal/chainTime.ts'
import type { BotClientBase } from './internal/botBase.ts'

export type ForgetIntentsParameters = {
  /** Forget those that are on chain below this block; 0 for none of these. */
  beforeBlock: bigint
}

/** How many it forgot. */
export type ForgetIntentsReturnType = number

export type ForgetIntentsErrorType = BaseError

/**
 * Makes a ledger small again. An id that is forgotten no longer protects against doing the same thing twice. What is in flight or could
 * still get on chain is never forgotten.
 */
export async function forgetIntents(
  bot: BotClientBase,
  { beforeBlock }: ForgetIntentsParameters,
): Promise<ForgetIntentsReturnType> {
  const { ledger, scope, holder } = bot
  const { latest } = await chainTime(holder)
  return ledger.transact((page) => {
    const old = page.intents(scope).filter((intent) => {
      if (isInFlight(intent)) return false
      if (intent.landing) return intent.landing.blockNumber < beforeBlock
      return intent.validUntil < latest || !intent.nonceFixed
    })
    for (const { id } of old) page.removeIntent(scope, id)
    return old.length
  })
}

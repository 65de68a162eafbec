import type { BaseError } from '../../errors/base.ts'
import { IntentClosedError } from '../../errors/bot.ts'
import type { Attempt, Intent } from './intent.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import { advanceIntent, contextOf } from './internal/advanceIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { findIntent } from './internal/findIntent.ts'
import { recordAttempt } from './internal/signIntent.ts'

export type ReplaceIntentParameters = { id: string }

export type ReplaceIntentReturnType = IntentReport

export type ReplaceIntentErrorType = BaseError

/**
 * Signs an open intent again at higher fees, with the same nonce, so that one of the two gets on chain at most, and sends it.
 * @throws IntentClosedError when it is not open any more, IntentUnknownError, FeePriceExceededError, FeeBudgetExceededError, and why the
 * replacement is not taken: then the intent stays open as it was.
 */
export async function replaceIntent(
  bot: BotClientBase,
  { id }: ReplaceIntentParameters,
): Promise<ReplaceIntentReturnType> {
  const context = (intent: Intent) => contextOf(bot, intent)
  return supersedeAttempt(bot, id, (intent, replaces) => {
    const calls = intent.calls.map((call) => ({ ...call, abi: undefined }))
    return bot.carrier.prepare({ intent, calls, use: intent.use, replaces, context: context(intent) })
  })
}

/** Signs, writes down and sends another attempt in the place of an open intent's latest. */
export async function supersedeAttempt(
  bot: BotClientBase,
  id: string,
  prepare: (intent: Intent, replaces: Attempt) => Promise<Attempt>,
): Promise<IntentReport> {
  const intent = await advanceIntent(bot, await findIntent(bot, id), true)
  const latest = intent.attempts.at(-1)
  if (intent.status !== 'open' || !latest) throw new IntentClosedError({ id, status: intent.status })
  const attempt = await prepare(intent, latest)
  const open = await recordAttempt(bot, intent, attempt, await bot.situation.refresh())
  const refusal = await bot.carrier.send(attempt, contextOf(bot, open))
  if (!refusal) return intentReport(open)
  const now = await advanceIntent(bot, open, true)
  if (now.landing) return intentReport(now)
  throw refusal.error
}

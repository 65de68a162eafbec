import type { BaseError } from '../../errors/base.ts'
import { IntentClosedError, IntentConflictError } from '../../errors/bot.ts'
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
 * Signs an open intent again at higher fees, with the same nonce, so that one of the two gets on chain at most, and sends it. Of one that
 * is being cancelled, it is the empty transaction that is signed again.
 * @throws IntentClosedError when it is not open any more, IntentConflictError when it is another key's, grant's or path's,
 * IntentUnknownError, FeePriceExceededError, FeeBudgetExceededError, and why the
 * replacement is not taken: then the intent stays open as it was.
 */
export async function replaceIntent(
  bot: BotClientBase,
  { id }: ReplaceIntentParameters,
): Promise<ReplaceIntentReturnType> {
  return supersedeAttempt(bot, id, (intent, replaces) => {
    const context = contextOf(bot, intent)
    // What was cancelled stays cancelled.
    if (replaces.kind === 'cancel') return bot.carrier.prepareCancel({ intent, replaces, context })
    const calls = intent.calls.map((call) => ({ ...call, abi: undefined }))
    return bot.carrier.prepare({ intent, calls, use: intent.use, replaces, context })
  })
}

/** Signs, writes down and sends another attempt in the place of an open intent's latest. */
export async function supersedeAttempt(
  bot: BotClientBase,
  id: string,
  prepare: (intent: Intent, replaces: Attempt) => Promise<Attempt>,
): Promise<IntentReport> {
  const found = await findIntent(bot, id)
  if (!isOwn(bot, found)) throw new IntentConflictError({ id })
  const intent = await advanceIntent(bot, found, true)
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

/** Whether this bot's key and grant are those that the intent was signed with. */
function isOwn({ holder, carrier }: BotClientBase, { keyId, grantId, path }: Intent): boolean {
  return path === carrier.path && keyId === holder.keyId && grantId === holder.grantId
}

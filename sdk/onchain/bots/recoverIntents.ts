import type { BaseError } from '../../errors/base.ts'
import { type Intent, isInFlight } from './intent.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import { advanceIntent, resendIntent } from './internal/advanceIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'

/** What was in flight, and where it stands now. */
export type RecoverIntentsReturnType = readonly IntentReport[]

export type RecoverIntentsErrorType = BaseError

/**
 * Takes up what was in flight when a bot ended: finds out what is on chain, and sends the rest again, the same bytes, on this bot's
 * path. Signs nothing. What was reserved but not signed is left to whoever sends it again under its id, and comes free by itself.
 * @throws RequestFailedError when chain or bundler do not answer: run it again.
 */
export async function recoverIntents(bot: BotClientBase): Promise<RecoverIntentsReturnType> {
  const { ledger, scope, carrier } = bot
  const inFlight = await ledger.transact((page) => page.intentsInFlight(scope), { durable: false })
  // One after the other: transactions of one key are taken in the order of their nonces.
  const own = inFlight
    .filter(({ path }) => path === carrier.path)
    .sort((one, other) => (one.nonce < other.nonce ? -1 : 1))
  const reports: IntentReport[] = []
  for (const intent of own) reports.push(intentReport(await recover(bot, intent)))
  return reports
}

async function recover(bot: BotClientBase, intent: Intent): Promise<Intent> {
  if (intent.attempts.length === 0) return intent
  const now = await advanceIntent(bot, intent, true)
  if (!isInFlight(now)) return now
  const { intent: sent, refusal } = await resendIntent(bot, now)
  if (refusal?.kind === 'unanswered') throw refusal.error
  return sent
}

import type { BaseError } from '../../errors/base.ts'
import { IntentClosedError, IntentDisplacedError, IntentPendingError } from '../../errors/bot.ts'
import { type Intent, isInFlight } from './intent.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import { advanceIntent, resendIntent } from './internal/advanceIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { findIntent } from './internal/findIntent.ts'
import { sleep } from '../../internal/sleep.ts'
import { replaceIntent } from './replaceIntent.ts'

export type WaitForIntentParameters = {
  id: string
  /** Milliseconds; 60,000 by default. */
  timeout?: number | undefined
  /** Milliseconds after which it is replaced at higher fees, again and again; never by default. */
  replaceAfter?: number | undefined
}

export type WaitForIntentReturnType = IntentReport

export type WaitForIntentErrorType = BaseError

/** Every so many questions for a receipt it is also asked whether there can be one any more, and the intent is sent again. */
const THOROUGH = 20

/**
 * Waits until an intent is on chain. Calls that reverted are no error here: the report says so, and what they consumed.
 * @throws IntentPendingError in time (it stays open), IntentDisplacedError, IntentUnknownError; when nobody takes it any more, why; and
 * what {@link replaceIntent} throws.
 */
export async function waitForIntent(
  bot: BotClientBase,
  { id, timeout = 60_000, replaceAfter }: WaitForIntentParameters,
): Promise<WaitForIntentReturnType> {
  const start = performance.now()
  let replaced = start
  for (let question = 1; ; question++) {
    const intent = await asked(bot, await findIntent(bot, id), question % THOROUGH === 0)
    if (!isInFlight(intent)) return ended(intent)
    const now = performance.now()
    if (now - start >= timeout) throw new IntentPendingError({ id, waited: Math.round(now - start) })
    if (replaceAfter !== undefined && now - replaced >= replaceAfter) {
      await replaceIntent(bot, { id })
      replaced = performance.now()
    }
    await sleep(bot.pollingInterval)
  }
}

async function asked(bot: BotClientBase, intent: Intent, thorough: boolean): Promise<Intent> {
  if (!isInFlight(intent) || intent.attempts.length === 0) return intent
  const now = await advanceIntent(bot, intent, thorough)
  if (!thorough || !isInFlight(now)) return now
  const { intent: sent, refusal } = await resendIntent(bot, now)
  // Nobody has it and nobody takes it.
  if (refusal && sent.status === 'refused') throw refusal.error
  return sent
}

function ended(intent: Intent): IntentReport {
  const { id, status, nonce } = intent
  if (status === 'displaced') throw new IntentDisplacedError({ id, nonce })
  if (status === 'refused') throw new IntentClosedError({ id, status })
  return intentReport(intent)
}

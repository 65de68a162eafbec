import type { BaseError } from '../../errors/base.ts'
import type { IntentReport } from './intentReport.ts'
import { contextOf } from './internal/advanceIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { supersedeAttempt } from './replaceIntent.ts'

export type CancelIntentParameters = { id: string }

export type CancelIntentReturnType = IntentReport

export type CancelIntentErrorType = BaseError

/**
 * Sends an empty transaction with the nonce of an open intent. Which of the two gets on chain is known when `waitForIntent` says
 * `cancelled` or something else.
 * @throws CancelUnsupportedError through a bundler, IntentClosedError when it is not open any more, IntentUnknownError.
 */
export function cancelIntent(
  bot: BotClientBase,
  { id }: CancelIntentParameters,
): Promise<CancelIntentReturnType> {
  return supersedeAttempt(bot, id, (intent, replaces) =>
    bot.carrier.prepareCancel({ intent, replaces, context: contextOf(bot, intent) }),
  )
}

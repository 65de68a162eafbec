import type { BaseError } from '../../errors/base.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { findIntent } from './internal/findIntent.ts'

export type GetIntentParameters = { id: string }

export type GetIntentReturnType = IntentReport

export type GetIntentErrorType = BaseError

/** Where an intent stands, by the ledger alone. @throws IntentUnknownError. */
export async function getIntent(
  bot: BotClientBase,
  { id }: GetIntentParameters,
): Promise<GetIntentReturnType> {
  return intentReport(await findIntent(bot, id))
}

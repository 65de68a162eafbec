import { type CancelIntentParameters, type CancelIntentReturnType, cancelIntent } from './cancelIntent.ts'
import { type ForgetIntentsParameters, type ForgetIntentsReturnType, forgetIntents } from './forgetIntents.ts'
import { type GetConsumptionReturnType, getConsumption } from './getConsumption.ts'
import { type GetIntentParameters, type GetIntentReturnType, getIntent } from './getIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { type RecoverIntentsReturnType, recoverIntents } from './recoverIntents.ts'
import { type ReplaceIntentParameters, type ReplaceIntentReturnType, replaceIntent } from './replaceIntent.ts'
import { type SendIntentParameters, type SendIntentReturnType, sendIntent } from './sendIntent.ts'
import { type WaitForIntentParameters, type WaitForIntentReturnType, waitForIntent } from './waitForIntent.ts'
import { type WatchStateParameters, type WatchStateReturnType, watchState } from './watchState.ts'

/** What a bot does. */
export type BotActions = {
  /** @see {@link cancelIntent} */
  cancelIntent: (parameters: CancelIntentParameters) => Promise<CancelIntentReturnType>
  /** @see {@link forgetIntents} */
  forgetIntents: (parameters: ForgetIntentsParameters) => Promise<ForgetIntentsReturnType>
  /** @see {@link getConsumption} */
  getConsumption: () => Promise<GetConsumptionReturnType>
  /** @see {@link getIntent} */
  getIntent: (parameters: GetIntentParameters) => Promise<GetIntentReturnType>
  /** @see {@link recoverIntents} */
  recoverIntents: () => Promise<RecoverIntentsReturnType>
  /** @see {@link replaceIntent} */
  replaceIntent: (parameters: ReplaceIntentParameters) => Promise<ReplaceIntentReturnType>
  /** @see {@link sendIntent} */
  sendIntent: <const calls extends readonly unknown[]>(
    parameters: SendIntentParameters<calls>,
  ) => Promise<SendIntentReturnType>
  /** @see {@link waitForIntent} */
  waitForIntent: (parameters: WaitForIntentParameters) => Promise<WaitForIntentReturnType>
  /** @see {@link watchState} */
  watchState: (parameters?: WatchStateParameters) => WatchStateReturnType
}

/** Binds them to a bot. */
export function botActions(bot: BotClientBase): BotActions {
  return {
    cancelIntent: (parameters) => cancelIntent(bot, parameters),
    forgetIntents: (parameters) => forgetIntents(bot, parameters),
    getConsumption: () => getConsumption(bot),
    getIntent: (parameters) => getIntent(bot, parameters),
    recoverIntents: () => recoverIntents(bot),
    replaceIntent: (parameters) => replaceIntent(bot, parameters),
    sendIntent: (parameters) => sendIntent(bot, parameters),
    waitForIntent: (parameters) => waitForIntent(bot, parameters),
    watchState: (parameters) => watchState(bot, parameters),
  }
}

// Bots: viem's and permissionless's clients over a session key, and a client of our own that sends in parallel, at most once.

export { type BotActions, botActions } from './botActions.ts'
export {
  type CancelIntentErrorType,
  type CancelIntentParameters,
  type CancelIntentReturnType,
  cancelIntent,
} from './cancelIntent.ts'
export { type BotClient, type BotClientConfig, createBotClient } from './createBotClient.ts'
export {
  type ForgetIntentsErrorType,
  type ForgetIntentsParameters,
  type ForgetIntentsReturnType,
  forgetIntents,
} from './forgetIntents.ts'
export {
  type GetConsumptionErrorType,
  type GetConsumptionReturnType,
  getConsumption,
  type LimitConsumption,
} from './getConsumption.ts'
export {
  type GetIntentErrorType,
  type GetIntentParameters,
  type GetIntentReturnType,
  getIntent,
} from './getIntent.ts'
export type {
  Attempt,
  Intent,
  IntentCall,
  IntentPath,
  IntentStatus,
  Landing,
  Reservation,
} from './intent.ts'
export type { IntentReport } from './intentReport.ts'
export type { BotClientBase } from './internal/botBase.ts'
export type { EstimateFees, Fees } from './internal/feeSource.ts'
export type { Ledger, LedgerPage, Sequence } from './ledger.ts'
export { memoryLedger } from './memoryLedger.ts'
export {
  type RecoverIntentsErrorType,
  type RecoverIntentsReturnType,
  recoverIntents,
} from './recoverIntents.ts'
export {
  type ReplaceIntentErrorType,
  type ReplaceIntentParameters,
  type ReplaceIntentReturnType,
  replaceIntent,
} from './replaceIntent.ts'
export {
  type SendIntentErrorType,
  type SendIntentParameters,
  type SendIntentReturnType,
  sendIntent,
} from './sendIntent.ts'
export { sessionTransport } from './sessionTransport.ts'
export {
  type ToSessionAccountParameters,
  type ToSessionAccountReturnType,
  toSessionAccount,
} from './toSessionAccount.ts'
export {
  type WaitForIntentErrorType,
  type WaitForIntentParameters,
  type WaitForIntentReturnType,
  waitForIntent,
} from './waitForIntent.ts'
export { type WatchStateParameters, type WatchStateReturnType, watchState } from './watchState.ts'

// What a holder loads: uses and reads. Nothing of the owner's half.

export type { AccountPort } from './accounts/accountPort.ts'
export { type AccountDescription, customAccount } from './accounts/customAccount.ts'
export { type EntryPoint, type EntryPointVersion, entryPointOf } from './accounts/entryPoint.ts'
export { type Erc7579AccountParameters, erc7579Account } from './accounts/erc7579Account.ts'
export { kernelAccount } from './accounts/kernelAccount.ts'
export { nexusAccount } from './accounts/nexusAccount.ts'
export { openZeppelinAccount } from './accounts/openZeppelinAccount.ts'
export { safe7579Account } from './accounts/safe7579Account.ts'
export {
  type CancelNonceErrorType,
  type CancelNonceParameters,
  type CancelNonceReturnType,
  cancelNonce,
} from './actions/cancelNonce.ts'
export {
  type CheckUseErrorType,
  type CheckUseParameters,
  type CheckUseReturnType,
  checkUse,
} from './actions/checkUse.ts'
export {
  type PreparedUse,
  type PrepareUseErrorType,
  type PrepareUseParameters,
  type PrepareUseReturnType,
  prepareUse,
} from './actions/prepareUse.ts'
export {
  type RedeemDelegationsErrorType,
  type RedeemDelegationsParameters,
  type RedeemDelegationsReturnType,
  redeemDelegations,
} from './actions/redeemDelegations.ts'
export {
  type RevokeOwnKeyErrorType,
  type RevokeOwnKeyReturnType,
  revokeOwnKey,
} from './actions/revokeOwnKey.ts'
export {
  type SendUseErrorType,
  type SendUseParameters,
  type SendUseReturnType,
  sendUse,
} from './actions/sendUse.ts'
export {
  type SignMessageErrorType,
  type SignMessageParameters,
  type SignMessageReturnType,
  signMessage,
} from './actions/signMessage.ts'
export {
  type SignedUse,
  type SignUseErrorType,
  type SignUseParameters,
  type SignUseReturnType,
  signUse,
} from './actions/signUse.ts'
export type { UseEffects } from './actions/internal/useEffects.ts'
export {
  type SimulatedLimit,
  type SimulateUseErrorType,
  type SimulateUseParameters,
  type SimulateUseReturnType,
  simulateUse,
  type UseAllowed,
  type UseGas,
  type UseRefused,
} from './actions/simulateUse.ts'
export { type UseErrorType, type UseParameters, type UseReturnType, use } from './actions/use.ts'
export {
  createHolderClient,
  type HolderClient,
  type HolderClientConfig,
} from './clients/createHolderClient.ts'
export type { Approval } from './clients/grantor.ts'
export type { BundlerMargins, HolderClientBase, Relayer } from './clients/holderClientBase.ts'
export type { Relay, RelayedUse } from './clients/relayedUse.ts'
export { type HolderActions, holderActions } from './decorators/holderActions.ts'
export { type ErrorContext, toLatchkeyError } from './errors/index.ts'
export type { SignableMessage } from './message/signableMessage.ts'
export * from './reads.ts'

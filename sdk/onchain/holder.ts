// What a holder loads: uses and reads. Nothing of the owner's half.

export type { AccountPort } from './accounts/accountPort.ts'
export { type EntryPoint, type EntryPointVersion, entryPointOf } from './accounts/entryPoint.ts'
export { type Erc7579AccountParameters, erc7579Account } from './accounts/erc7579Account.ts'
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
  type GetAccountStateErrorType,
  type GetAccountStateParameters,
  type GetAccountStateReturnType,
  getAccountState,
} from './actions/getAccountState.ts'
export {
  type GetGrantContentsErrorType,
  type GetGrantContentsParameters,
  type GetGrantContentsReturnType,
  getGrantContents,
} from './actions/getGrantContents.ts'
export {
  type GetGrantStateErrorType,
  type GetGrantStateParameters,
  type GetGrantStateReturnType,
  type GrantStatus,
  getGrantState,
} from './actions/getGrantState.ts'
export {
  type GetInstalledTypesErrorType,
  type GetInstalledTypesParameters,
  type GetInstalledTypesReturnType,
  getInstalledTypes,
} from './actions/getInstalledTypes.ts'
export {
  type GetKeyStateErrorType,
  type GetKeyStateParameters,
  type GetKeyStateReturnType,
  getKeyState,
  type KeyStatus,
} from './actions/getKeyState.ts'
export {
  type GetRemainingErrorType,
  type GetRemainingParameters,
  type GetRemainingReturnType,
  getRemaining,
  type RemainingLimit,
} from './actions/getRemaining.ts'
export {
  type ListedGrant,
  type ListedKey,
  type ListGrantsErrorType,
  type ListGrantsParameters,
  type ListGrantsReturnType,
  listGrants,
} from './actions/listGrants.ts'
export {
  type PreparedUse,
  type PrepareUseErrorType,
  type PrepareUseParameters,
  type PrepareUseReturnType,
  prepareUse,
} from './actions/prepareUse.ts'
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
  type SignedUse,
  type SignUseErrorType,
  type SignUseParameters,
  type SignUseReturnType,
  signUse,
} from './actions/signUse.ts'
export { type UseErrorType, type UseParameters, type UseReturnType, use } from './actions/use.ts'
export type { UsePath } from './actions/usePath.ts'
export {
  createHolderClient,
  type HolderClient,
  type HolderClientConfig,
} from './clients/createHolderClient.ts'
export type { Approval } from './clients/grantor.ts'
export type { BundlerMargins, HolderClientBase, Relayer } from './clients/holderClientBase.ts'
export type { ModuleClient, ModuleClientConfig } from './clients/moduleClient.ts'
export type { Relay, RelayedUse } from './clients/relayedUse.ts'
export { type HolderActions, holderActions } from './decorators/holderActions.ts'
export { type ModuleActions, moduleActions } from './decorators/moduleActions.ts'
export { type ErrorContext, toLatchkeyError } from './errors/index.ts'

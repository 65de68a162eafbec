// What anybody can read, and what every role loads.

export {
  type CheckMessageErrorType,
  type CheckMessageParameters,
  checkMessage,
} from './actions/checkMessage.ts'
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
  type GetRemainingFeeErrorType,
  type GetRemainingFeeParameters,
  type GetRemainingFeeReturnType,
  getRemainingFee,
} from './actions/getRemainingFee.ts'
export {
  type GetTierErrorType,
  type GetTierParameters,
  type GetTierReturnType,
  getTier,
} from './actions/getTier.ts'
export { installedPaths } from './actions/installedPaths.ts'
export {
  type IsValidMessageErrorType,
  type IsValidMessageParameters,
  type IsValidMessageReturnType,
  isValidMessage,
} from './actions/isValidMessage.ts'
export {
  type GrantStanding,
  type ListedGrant,
  type ListedKey,
  type ListGrantsErrorType,
  type ListGrantsParameters,
  type ListGrantsReturnType,
  listGrants,
} from './actions/listGrants.ts'
export type { UsePath } from './actions/usePath.ts'
export { createModuleClient, type ReadClient } from './clients/createModuleClient.ts'
export type { ModuleClient, ModuleClientConfig } from './clients/moduleClient.ts'
export { type ModuleActions, moduleActions } from './decorators/moduleActions.ts'

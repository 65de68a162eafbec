// What an owner loads: accounts, grants, revocations, and reads.

export * from './accounts/index.ts'
export {
  type AddKeyErrorType,
  type AddKeyParameters,
  type AddKeyReturnType,
  addKey,
} from './actions/addKey.ts'
export {
  CREATE2_DEPLOYER,
  DEPLOYMENT_SALT,
  type DeployContractErrorType,
  type DeployContractParameters,
  type DeployContractReturnType,
  deployContract,
  deploymentAddress,
} from './actions/deployContract.ts'
export {
  type ContractDeployment,
  type DeployModuleErrorType,
  type DeployModuleParameters,
  type DeployModuleReturnType,
  deployModule,
  type ModuleCode,
  type ModuleDeployment,
  moduleDeployment,
} from './actions/deployModule.ts'
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
export { type GrantErrorType, type GrantParameters, type GrantReturnType, grant } from './actions/grant.ts'
export {
  type GrantCallErrorType,
  type GrantCallParameters,
  type GrantCallReturnType,
  grantCall,
} from './actions/grantCall.ts'
export {
  type EpochAfterInstallReturnType,
  epochAfterInstall,
  type InstallModuleErrorType,
  type InstallModuleParameters,
  type InstallModuleReturnType,
  installModule,
} from './actions/installModule.ts'
export {
  type ListedGrant,
  type ListedKey,
  type ListGrantsErrorType,
  type ListGrantsParameters,
  type ListGrantsReturnType,
  listGrants,
} from './actions/listGrants.ts'
export {
  type RevokeAllErrorType,
  type RevokeAllParameters,
  type RevokeAllReturnType,
  revokeAll,
} from './actions/revokeAll.ts'
export {
  type RevokeGrantErrorType,
  type RevokeGrantParameters,
  type RevokeGrantReturnType,
  revokeGrant,
} from './actions/revokeGrant.ts'
export {
  type RevokeKeyErrorType,
  type RevokeKeyParameters,
  type RevokeKeyReturnType,
  revokeKey,
} from './actions/revokeKey.ts'
export {
  type RotateKeyErrorType,
  type RotateKeyParameters,
  type RotateKeyReturnType,
  rotateKey,
} from './actions/rotateKey.ts'
export {
  type SendCallsErrorType,
  type SendCallsParameters,
  type SendCallsReturnType,
  sendCalls,
} from './actions/sendCalls.ts'
export {
  type SetGrantorErrorType,
  type SetGrantorParameters,
  type SetGrantorReturnType,
  setGrantor,
} from './actions/setGrantor.ts'
export {
  type SignEpochRevocationErrorType,
  type SignEpochRevocationParameters,
  type SignEpochRevocationReturnType,
  signEpochRevocation,
} from './actions/signEpochRevocation.ts'
export type { SignedRevocation } from './actions/signedRevocation.ts'
export {
  type SignGrantErrorType,
  type SignGrantParameters,
  type SignGrantReturnType,
  type SigningClient,
  signGrant,
} from './actions/signGrant.ts'
export {
  type SignGrantRevocationErrorType,
  type SignGrantRevocationParameters,
  type SignGrantRevocationReturnType,
  signGrantRevocation,
} from './actions/signGrantRevocation.ts'
export {
  type SignKeyRevocationErrorType,
  type SignKeyRevocationParameters,
  type SignKeyRevocationReturnType,
  signKeyRevocation,
} from './actions/signKeyRevocation.ts'
export {
  type UninstallModuleErrorType,
  type UninstallModuleParameters,
  type UninstallModuleReturnType,
  uninstallModule,
} from './actions/uninstallModule.ts'
export { createOwnerClient, type OwnerClient, type OwnerClientConfig } from './clients/createOwnerClient.ts'
export { type Approval, type Grantor, grantorKey } from './clients/grantor.ts'
export type { ModuleClient, ModuleClientConfig } from './clients/moduleClient.ts'
export type { OwnerClientBase, OwnerPath } from './clients/ownerClientBase.ts'
export { type ModuleActions, moduleActions } from './decorators/moduleActions.ts'
export { type OwnerActions, ownerActions } from './decorators/ownerActions.ts'
export { type ErrorContext, toLatchkeyError } from './errors/index.ts'
export * from './grant/index.ts'
export * from './permissions/index.ts'

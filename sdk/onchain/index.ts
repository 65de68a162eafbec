// The on-chain half: session keys of ERC-7579 accounts.

export { latchkeyAccountAbi } from './abis/latchkeyAccount.ts'
export { latchkeyAccountFactoryAbi } from './abis/latchkeyAccountFactory.ts'
export { sessionModuleAbi } from './abis/sessionModule.ts'
export * from './accounts/index.ts'
export {
  type AddKeyErrorType,
  type AddKeyParameters,
  type AddKeyReturnType,
  addKey,
} from './actions/addKey.ts'
export {
  type CancelNonceErrorType,
  type CancelNonceParameters,
  type CancelNonceReturnType,
  cancelNonce,
} from './actions/cancelNonce.ts'
export {
  type CarryKeyRotationErrorType,
  type CarryKeyRotationParameters,
  type CarryKeyRotationReturnType,
  carryKeyRotation,
} from './actions/carryKeyRotation.ts'
export {
  type CarryRevocationErrorType,
  type CarryRevocationParameters,
  type CarryRevocationReturnType,
  carryRevocation,
} from './actions/carryRevocation.ts'
export {
  type CarryReturnType,
  type CarryUseErrorType,
  type CarryUseParameters,
  type CarryUseReturnType,
  carryUse,
} from './actions/carryUse.ts'
export {
  type CheckUseErrorType,
  type CheckUseParameters,
  type CheckUseReturnType,
  checkUse,
} from './actions/checkUse.ts'
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
  type PreparedUse,
  type PrepareUseErrorType,
  type PrepareUseParameters,
  type PrepareUseReturnType,
  prepareUse,
} from './actions/prepareUse.ts'
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
  type RevokeKeyAsRotatorErrorType,
  type RevokeKeyAsRotatorParameters,
  type RevokeKeyAsRotatorReturnType,
  revokeKeyAsRotator,
} from './actions/revokeKeyAsRotator.ts'
export {
  type RevokeOwnKeyErrorType,
  type RevokeOwnKeyReturnType,
  revokeOwnKey,
} from './actions/revokeOwnKey.ts'
export {
  type RotateKeyErrorType,
  type RotateKeyParameters,
  type RotateKeyReturnType,
  rotateKey,
} from './actions/rotateKey.ts'
export {
  type RotateKeyAsRotatorErrorType,
  type RotateKeyAsRotatorParameters,
  type RotateKeyAsRotatorReturnType,
  rotateKeyAsRotator,
} from './actions/rotateKeyAsRotator.ts'
export {
  type SendCallsErrorType,
  type SendCallsParameters,
  type SendCallsReturnType,
  sendCalls,
} from './actions/sendCalls.ts'
export {
  type SendUseErrorType,
  type SendUseParameters,
  type SendUseReturnType,
  sendUse,
} from './actions/sendUse.ts'
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
  type SignedKeyRotation,
  type SignKeyRotationErrorType,
  type SignKeyRotationParameters,
  type SignKeyRotationReturnType,
  signKeyRotation,
} from './actions/signKeyRotation.ts'
export {
  type SignedUse,
  type SignUseErrorType,
  type SignUseParameters,
  type SignUseReturnType,
  signUse,
} from './actions/signUse.ts'
export {
  type UninstallModuleErrorType,
  type UninstallModuleParameters,
  type UninstallModuleReturnType,
  uninstallModule,
} from './actions/uninstallModule.ts'
export { type UseErrorType, type UseParameters, type UseReturnType, use } from './actions/use.ts'
export type { UsePath } from './actions/usePath.ts'
export {
  createHolderClient,
  type HolderClient,
  type HolderClientConfig,
} from './clients/createHolderClient.ts'
export { createModuleClient, type ReadClient } from './clients/createModuleClient.ts'
export { createOwnerClient, type OwnerClient, type OwnerClientConfig } from './clients/createOwnerClient.ts'
export {
  createRelayerClient,
  type RelayerClient,
  type RelayerClientConfig,
} from './clients/createRelayerClient.ts'
export {
  createRotatorClient,
  type RotatorClient,
  type RotatorClientConfig,
} from './clients/createRotatorClient.ts'
export { type Approval, type Grantor, grantorKey } from './clients/grantor.ts'
export type { BundlerMargins, HolderClientBase, Relayer } from './clients/holderClientBase.ts'
export type { ModuleClient, ModuleClientConfig } from './clients/moduleClient.ts'
export type { OwnerClientBase, OwnerPath } from './clients/ownerClientBase.ts'
export type { Relay, RelayedUse } from './clients/relayedUse.ts'
export type { RotatorClientBase } from './clients/rotatorClientBase.ts'
export type { SenderClientBase } from './clients/senderClientBase.ts'
export { type DecodeContentsParameters, decodeContents } from './contents/decodeContents.ts'
export { encodeContents } from './contents/encodeContents.ts'
export { type HolderActions, holderActions } from './decorators/holderActions.ts'
export { type ModuleActions, moduleActions } from './decorators/moduleActions.ts'
export { type OwnerActions, ownerActions } from './decorators/ownerActions.ts'
export { type RelayerActions, relayerActions } from './decorators/relayerActions.ts'
export { type RotatorActions, rotatorActions } from './decorators/rotatorActions.ts'
export { type ErrorContext, toLatchkeyError } from './errors/index.ts'
export * from './grant/index.ts'
export {
  epochRevocation,
  grantRevocation,
  type KeyRotationMessage,
  keyRevocation,
  keyRotation,
  messageUse,
  type RelayedUseMessage,
  relayedUse,
  userOperationUse,
} from './messages.ts'
export * from './permissions/index.ts'

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
  type MigrateErrorType,
  type MigrateParameters,
  type MigrateReturnType,
  migrate,
} from './actions/migrate.ts'
export { type ChainResult, type OnChainsReturnType, onChains } from './actions/onChains.ts'
export {
  type PauseAccountErrorType,
  type PauseAccountParameters,
  type PauseAccountReturnType,
  pauseAccount,
} from './actions/pauseAccount.ts'
export {
  type PauseGrantErrorType,
  type PauseGrantParameters,
  type PauseGrantReturnType,
  pauseGrant,
} from './actions/pauseGrant.ts'
export {
  type PlanMigrationErrorType,
  type PlanMigrationParameters,
  type PlanMigrationReturnType,
  planMigration,
} from './actions/planMigration.ts'
export {
  type PlanSupersessionErrorType,
  type PlanSupersessionParameters,
  type PlanSupersessionReturnType,
  planSupersession,
  type SupersededLimit,
} from './actions/planSupersession.ts'
export {
  type ResumeAccountErrorType,
  type ResumeAccountParameters,
  type ResumeAccountReturnType,
  resumeAccount,
} from './actions/resumeAccount.ts'
export {
  type ResumeGrantErrorType,
  type ResumeGrantParameters,
  type ResumeGrantReturnType,
  resumeGrant,
} from './actions/resumeGrant.ts'
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
export type { SignedRevocation } from './actions/signedRevocation.ts'
export {
  type SignEpochRevocationErrorType,
  type SignEpochRevocationParameters,
  type SignEpochRevocationReturnType,
  signEpochRevocation,
} from './actions/signEpochRevocation.ts'
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
  type SupersedeErrorType,
  type SupersedeParameters,
  type SupersedeReturnType,
  supersede,
} from './actions/supersede.ts'
export {
  type UninstallModuleErrorType,
  type UninstallModuleParameters,
  type UninstallModuleReturnType,
  uninstallModule,
} from './actions/uninstallModule.ts'
export { createOwnerClient, type OwnerClient, type OwnerClientConfig } from './clients/createOwnerClient.ts'
export { type Approval, type Grantor, grantorKey } from './clients/grantor.ts'
export type { OwnerClientBase, OwnerPath } from './clients/ownerClientBase.ts'
export { type OwnerActions, ownerActions } from './decorators/ownerActions.ts'
export { type ErrorContext, toLatchkeyError } from './errors/index.ts'
export * from './grant/index.ts'
export * from './guards/index.ts'
export * from './permissions/index.ts'
export * from './reads.ts'

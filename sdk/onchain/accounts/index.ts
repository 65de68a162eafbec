export {
  type AccountPort,
  type Deployment,
  type DeploymentCarrier,
  type InstallCallsParameters,
  MODULE_TYPE,
  type ModuleType,
  type OwnerAccountPort,
  type UninstallCallsParameters,
} from './accountPort.ts'
export { type CloneAccountParameters, cloneAccount, cloneAddress } from './cloneAccount.ts'
export { type DelegatedAccountParameters, delegatedAccount } from './delegatedAccount.ts'
export { BATCH_MODE, type Execution, encodeExecute, encodeExecution, SINGLE_MODE } from './encodeExecution.ts'
export { ENTRY_POINT_VERSIONS, type EntryPoint, type EntryPointVersion, entryPointOf } from './entryPoint.ts'
export { type Erc7579AccountParameters, erc7579Account } from './erc7579Account.ts'
export { type EncodeInstallDataParameters, encodeInstallData } from './installData.ts'

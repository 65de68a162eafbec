export type { AccountCreation } from './accountCreation.ts'
export type { AccountOwner } from './accountOwner.ts'
export {
  type AccountPort,
  type Deployment,
  type DeploymentCarrier,
  type InstallCallsParameters,
  type InstalledModule,
  MODULE_TYPE,
  type ModuleRegistry,
  type ModuleType,
  type OwnerAccountPort,
  type PortClient,
  type UninstallCallsParameters,
} from './accountPort.ts'
export { type CloneAccountParameters, cloneAccount, cloneAddress } from './cloneAccount.ts'
export { type CreatedAddressParameters, createdAddress } from './createdAddress.ts'
export { type AccountDescription, customAccount } from './customAccount.ts'
export { customOwnerAccount, type OwnerAccountDescription } from './customOwnerAccount.ts'
export { type DelegatedAccountParameters, delegatedAccount } from './delegatedAccount.ts'
export { type EcdsaOwnerParameters, ecdsaOwner } from './ecdsaOwner.ts'
export { BATCH_MODE, type Execution, encodeExecute, encodeExecution, SINGLE_MODE } from './encodeExecution.ts'
export { ENTRY_POINT_VERSIONS, type EntryPoint, type EntryPointVersion, entryPointOf } from './entryPoint.ts'
export { type Erc7579AccountParameters, erc7579Account } from './erc7579Account.ts'
export { type EncodeInstallDataParameters, encodeInstallData } from './installData.ts'
export { kernelAccount } from './kernelAccount.ts'
export { type KernelCreationParameters, kernelCreation } from './kernelCreation.ts'
export { type KernelOwnerAccountParameters, kernelOwnerAccount } from './kernelOwnerAccount.ts'
export { linkedListUninstallData } from './linkedListUninstallData.ts'
export { nexusAccount } from './nexusAccount.ts'
export { type NexusCreationParameters, nexusCreation } from './nexusCreation.ts'
export { type NexusOwnerAccountParameters, nexusOwnerAccount } from './nexusOwnerAccount.ts'
export { openZeppelinAccount } from './openZeppelinAccount.ts'
export {
  type OpenZeppelinOwnerAccountParameters,
  openZeppelinOwnerAccount,
} from './openZeppelinOwnerAccount.ts'
export { safe7579Account } from './safe7579Account.ts'
export { type Safe7579CreationParameters, safe7579Creation } from './safe7579Creation.ts'
export { type Safe7579OwnerAccountParameters, safe7579OwnerAccount } from './safe7579OwnerAccount.ts'

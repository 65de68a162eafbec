import { type Address, type Chain, type Client, concatHex, type Hex, padHex, type Transport } from 'viem'
import {
  type DeployContractErrorType,
  type DeployContractParameters,
  deployContract,
  deploymentAddress,
} from './deployContract.ts'

/** Creation code of the two contracts that the session module is made of, without constructor arguments. */
export type ModuleCode = {
  /** Of SessionExtension. */
  extension: Hex
  /** Of SessionModule. */
  module: Hex
}

/** A contract that is to be deployed: its creation code with constructor arguments, and where that puts it. */
export type ContractDeployment = { readonly bytecode: Hex; readonly address: Address }

/** Both contracts of a session module, in the order in which they are deployed. */
export type ModuleDeployment = {
  readonly extension: ContractDeployment
  readonly module: ContractDeployment
}

export type DeployModuleParameters = Pick<DeployContractParameters, 'sender' | 'salt'> & {
  code: ModuleCode
}

export type DeployModuleReturnType = {
  readonly address: Address
  readonly extension: Address
  /** False when the module was there before. */
  readonly deployed: boolean
}

export type DeployModuleErrorType = DeployContractErrorType

/** Where both contracts of a session module go: the same on every chain, decided by their code and the salt. */
export function moduleDeployment(code: ModuleCode, salt?: Hex): ModuleDeployment {
  const at = (bytecode: Hex): ContractDeployment => ({
    bytecode,
    address: deploymentAddress(bytecode, salt),
  })
  const extension = at(code.extension)
  return { extension, module: at(concatHex([code.module, padHex(extension.address)])) }
}

/**
 * Deploys the session module's extension and then the module, unless they are there.
 * @throws ContractMissingError when the chain has no CREATE2 deployer, CallRevertedError.
 */
export async function deployModule(
  client: Client<Transport, Chain>,
  { sender, code, salt }: DeployModuleParameters,
): Promise<DeployModuleReturnType> {
  const { extension, module } = moduleDeployment(code, salt)
  // The module runs its extension's code from the first call on, so that goes first.
  await deployContract(client, { sender, bytecode: extension.bytecode, salt })
  const { address, deployed } = await deployContract(client, { sender, bytecode: module.bytecode, salt })
  return { address, extension: extension.address, deployed }
}

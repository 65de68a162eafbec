import {
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
} from 'viem'
import { sessionModuleAbi } from '../../abis/sessionModule.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'

type ModuleAbi = typeof sessionModuleAbi
type Mutability = 'nonpayable' | 'payable'

/** A call without native value. */
export type ModuleCall = { readonly to: Address; readonly data: Hex }

/** A call to the module that changes state. */
export function moduleCall<
  name extends ContractFunctionName<ModuleAbi, Mutability>,
  const args extends ContractFunctionArgs<ModuleAbi, Mutability, name>,
>(client: Pick<ModuleClient, 'module'>, functionName: name, args: args): ModuleCall {
  const parameters = { abi: sessionModuleAbi, functionName, args } as unknown as EncodeFunctionDataParameters
  return { to: client.module, data: encodeFunctionData(parameters) }
}

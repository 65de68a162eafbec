import type { ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { readContract } from 'viem/actions'
import { sessionModuleAbi } from '../../abis/sessionModule.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'

type ModuleAbi = typeof sessionModuleAbi

/** Reads a view of the module. */
export async function moduleRead<
  name extends ContractFunctionName<ModuleAbi, 'view'>,
  const args extends ContractFunctionArgs<ModuleAbi, 'view', name>,
>(
  client: ModuleClient,
  functionName: name,
  args: args,
): Promise<ContractFunctionReturnType<ModuleAbi, 'view', name, args>> {
  try {
    const request = { address: client.module, abi: sessionModuleAbi, functionName, args }
    return (await readContract(client, request as never)) as never
  } catch (error) {
    throw toLatchkeyError(error, { module: client.module })
  }
}

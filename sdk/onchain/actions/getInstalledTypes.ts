import { isAddressEqual, parseAbi } from 'viem'
import { getCode, readContract } from 'viem/actions'
import type { BaseError } from '../../errors/base.ts'
import { MODULE_TYPE, type ModuleType } from '../accounts/accountPort.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import type { GetAccountStateParameters } from './getAccountState.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type GetInstalledTypesParameters = GetAccountStateParameters

/** As which types the module is installed; a use through a bundler needs the validator, a direct one the executor. */
export type GetInstalledTypesReturnType = { readonly validator: boolean; readonly executor: boolean }

export type GetInstalledTypesErrorType = BaseError

const configAbi = parseAbi(['function isModuleInstalled(uint256, address, bytes) view returns (bool)'])

/**
 * Asks the account itself, in its present delegation, as which types it has the module installed, in the way that its port
 * knows where the client has one.
 */
export async function getInstalledTypes(
  client: ModuleClient,
  parameters: GetInstalledTypesParameters = {},
): Promise<GetInstalledTypesReturnType> {
  const address = resolveAccount(client, parameters.account)
  if (!(await getCode(client, { address }))) return { validator: false, executor: false }
  const { accountPort: port, module } = client
  const isInstalled = port && isAddressEqual(port.address, address) ? port.isInstalled : undefined
  const ask = (type: ModuleType): Promise<boolean> => {
    const request = { address, abi: configAbi, functionName: 'isModuleInstalled' } as const
    const answer = isInstalled
      ? isInstalled(client, { module, type })
      : readContract(client, { ...request, args: [type, module, '0x'] })
    return answer.catch((error: unknown) => {
      throw toLatchkeyError(error, { account: address })
    })
  }
  const [validator, executor] = await Promise.all([ask(MODULE_TYPE.validator), ask(MODULE_TYPE.executor)])
  return { validator, executor }
}

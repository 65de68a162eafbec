import type { BaseError } from '../../errors/base.ts'
import { MODULE_TYPE } from '../accounts/accountPort.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { getInstalledTypes } from './getInstalledTypes.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type UninstallModuleParameters = { path?: OwnerPath | undefined }

export type UninstallModuleReturnType = SendCallsReturnType

export type UninstallModuleErrorType = BaseError

/** Ends every grant and uninstalls the module, in one batch: revoke all, executor, validator. */
export async function uninstallModule(
  client: OwnerClientBase,
  { path }: UninstallModuleParameters = {},
): Promise<UninstallModuleReturnType> {
  const { accountPort: port, module } = client
  const installed = await getInstalledTypes(client)
  const types = [
    ...(installed.executor ? [MODULE_TYPE.executor] : []),
    ...(installed.validator ? [MODULE_TYPE.validator] : []),
  ]
  const uninstall = await port.uninstallCalls({ client, module, types })
  return sendCalls(client, { calls: [moduleCall(client, 'revokeAll', []), ...uninstall], path })
}

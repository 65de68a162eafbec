import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import { GrantEpochEndedError } from '../../errors/contractGrant.ts'
import { MODULE_TYPE } from '../accounts/accountPort.ts'
import { encodeInstallData } from '../accounts/installData.ts'
import { grantorKey } from '../clients/grantor.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { networkOn } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { getInstalledTypes } from './getInstalledTypes.ts'
import { grantCall } from './grantCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type InstallModuleParameters = {
  /** Who may grant and revoke by signature; the client's grantor by default, `'nobody'` by name. */
  grantor?: Key | 'nobody' | undefined
  /** One more address that no use may ever call. */
  adapter?: Address | undefined
  /** A grant to start in the same batch. It has to be for the epoch after the installation: see {@link epochAfterInstall}. */
  grant?: Grant | undefined
  /** Whether to publish the grant's contents in an event; by default up to 32 permissions. */
  publish?: boolean | undefined
  path?: OwnerPath | undefined
}

export type InstallModuleReturnType = SendCallsReturnType & {
  /** The account's epoch afterwards, for the grants to come. */
  readonly epoch: bigint
}

export type InstallModuleErrorType = BaseError

/** Types in the order in which they are installed. */
const TYPES = [MODULE_TYPE.validator, MODULE_TYPE.executor]

/**
 * Installs the module as validator and as executor and records the grantor, in one batch. What is installed already is left
 * alone. Every installation moves the epoch, so it ends the grants that there were.
 */
export async function installModule(
  client: OwnerClientBase,
  parameters: InstallModuleParameters = {},
): Promise<InstallModuleReturnType> {
  const { adapter, grant, publish, path } = parameters
  const { accountPort: port, module } = client
  const grantor =
    parameters.grantor === 'nobody'
      ? undefined
      : (parameters.grantor ?? (client.grantor && grantorKey(client.grantor)))
  const installed = await getInstalledTypes(client)
  const types = TYPES.filter(
    (type) => !(type === MODULE_TYPE.validator ? installed.validator : installed.executor),
  )
  const { epoch: before } = await getAccountState(client)
  const epoch = before + BigInt(types.length)
  const network = grant && networkOn(grant, client.chain.id)
  if (network && network.epoch !== epoch) {
    throw new GrantEpochEndedError({ epoch: network.epoch, current: epoch })
  }
  const initData = encodeInstallData({ grantor, adapter })
  const install = await port.installCalls({ client, module, initData, types })
  const calls = [...install, ...(grant ? [grantCall(client, { grant, publish })] : [])]
  return { ...(await sendCalls(client, { calls, path })), epoch }
}

export type EpochAfterInstallReturnType = bigint

/** The epoch that the account will be in after {@link installModule}: what a grant in the same batch has to be for. */
export async function epochAfterInstall(client: OwnerClientBase): Promise<EpochAfterInstallReturnType> {
  const [{ epoch }, installed] = await Promise.all([getAccountState(client), getInstalledTypes(client)])
  return epoch + BigInt([installed.validator, installed.executor].filter((there) => !there).length)
}

import { type Address, type Hash, isAddressEqual, zeroHash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { AdapterUnrecordedError } from '../../errors/account.ts'
import type { BaseError } from '../../errors/base.ts'
import { GrantEpochEndedError, GrantorMismatchError } from '../../errors/contractGrant.ts'
import { MODULE_TYPE } from '../accounts/accountPort.ts'
import { encodeInstallData } from '../accounts/installData.ts'
import { grantorKey } from '../clients/grantor.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { hashKey } from '../grant/hash.ts'
import { networkOn } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { getInstalledTypes } from './getInstalledTypes.ts'
import { grantCall } from './grantCall.ts'
import { adapterToRecord } from './internal/adapterToRecord.ts'
import { checkAttestations } from './internal/checkAttestations.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type InstallModuleParameters = {
  /** Who may grant and revoke by signature; the client's grantor by default, `'nobody'` by name. */
  grantor?: Key | 'nobody' | undefined
  /** One more address that no use may ever call; the account's adapter by default, where it has one. */
  adapter?: Address | undefined
  /** A grant to start in the same batch. It has to be for the epoch after the installation: see {@link epochAfterInstall}. */
  grant?: Grant | undefined
  /** Whether to publish the grant's contents in an event; by default up to 32 permissions. */
  publish?: boolean | undefined
  path?: OwnerPath | undefined
}

export type InstallModuleReturnType = (({ readonly sent: true } & SendCallsReturnType) | NothingSent) & {
  /** The account's epoch afterwards, for the grants to come. */
  readonly epoch: bigint
}

/** Everything was there already. */
type NothingSent = { readonly sent: false } & { readonly [name in keyof SendCallsReturnType]: undefined }

export type InstallModuleErrorType = BaseError

/** Types in the order in which they are installed. */
const TYPES = [MODULE_TYPE.validator, MODULE_TYPE.executor]

/**
 * Installs the module as validator and as executor and records the grantor, in one batch. What is installed already is left
 * alone, and nothing is sent when there is nothing to do. Every installation moves the epoch, so it ends the grants that there
 * were.
 * @throws GrantorMismatchError when everything is installed and another grantor than the one asked for is recorded: `setGrantor`
 * records another one. GrantEpochEndedError. AttestationMissingError when the account would ask a registry that does not vouch
 * for the module; nothing is sent then. AdapterMismatchError, AdapterUnrecordedError when everything is installed without the
 * address that no use may call, AccountUnsupportedError.
 */
export async function installModule(
  client: OwnerClientBase,
  parameters: InstallModuleParameters = {},
): Promise<InstallModuleReturnType> {
  const { grant, publish, path } = parameters
  const { accountPort: port, module } = client
  const adapter = adapterToRecord(port, parameters.adapter)
  const grantor =
    parameters.grantor === 'nobody'
      ? undefined
      : (parameters.grantor ?? (client.grantor && grantorKey(client.grantor)))
  const installed = await getInstalledTypes(client)
  const types = TYPES.filter(
    (type) => !(type === MODULE_TYPE.validator ? installed.validator : installed.executor),
  )
  const { epoch: before, grantorId: recorded, adapter: outOfReach } = await getAccountState(client)
  const epoch = before + BigInt(types.length)
  if (types.length === 0 && parameters.grantor) checkRecorded(grantor, recorded)
  if (types.length === 0 && adapter && !(outOfReach && isAddressEqual(adapter, outOfReach)))
    throw new AdapterUnrecordedError({ adapter, recorded: outOfReach })
  const granted = grant && networkOn(grant, client.chain.id)
  if (granted && granted.epoch !== epoch) {
    throw new GrantEpochEndedError({ epoch: granted.epoch, current: epoch })
  }
  const initData = encodeInstallData({ grantor, adapter })
  const install = await port.installCalls({ client, module, initData, types })
  await checkAttestations(client, { port, module, types })
  const calls = [...install, ...(grant ? [grantCall(client, { grant, publish })] : [])]
  if (calls.length === 0) return { ...NOTHING_SENT, epoch }
  return { sent: true, ...(await sendCalls(client, { calls, path })), epoch }
}

const NOTHING_SENT: NothingSent = {
  ...{ sent: false, transactionHash: undefined, blockNumber: undefined },
  ...{ userOpHash: undefined, receipt: undefined },
}

function checkRecorded(grantor: Key | undefined, recorded: Hash = zeroHash): void {
  const grantorId = grantor ? hashKey(grantor) : zeroHash
  if (grantorId !== recorded) throw new GrantorMismatchError({ grantorId, recorded })
}

export type EpochAfterInstallReturnType = bigint

/** The epoch that the account will be in after {@link installModule}: what a grant in the same batch has to be for. */
export async function epochAfterInstall(client: OwnerClientBase): Promise<EpochAfterInstallReturnType> {
  const [{ epoch }, installed] = await Promise.all([getAccountState(client), getInstalledTypes(client)])
  return epoch + BigInt([installed.validator, installed.executor].filter((there) => !there).length)
}

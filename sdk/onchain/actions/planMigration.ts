import { type Address, type Hash, isAddressEqual } from 'viem'
import { getCode } from 'viem/actions'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import { ContractMissingError } from '../../errors/client.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { MODULE_TYPE, type ModuleType } from '../accounts/accountPort.ts'
import { encodeInstallData } from '../accounts/installData.ts'
import { grantorKey } from '../clients/grantor.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import type { Call } from '../grant/call.ts'
import { networkOn } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { type GetInstalledTypesReturnType, getInstalledTypes } from './getInstalledTypes.ts'
import { grantCall } from './grantCall.ts'
import { adapterToRecord } from './internal/adapterToRecord.ts'
import { checkAttestations } from './internal/checkAttestations.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type ListedGrant, type ListGrantsParameters, listGrants } from './listGrants.ts'

export type PlanMigrationParameters = Pick<ListGrantsParameters, 'fromBlock' | 'known'> & {
  /** The module to move to, deployed already. */
  to: Address
  /**
   * Grants to start with the new module, for this account and chain. Each gets the epoch that the account will be in there; what
   * was spent of a grant of the old module is not carried: its limits start at zero.
   */
  grants?: readonly Grant[] | undefined
  /** Who may grant and revoke by signature from then on; the client's grantor by default, `'nobody'` by name. */
  grantor?: Key | 'nobody' | undefined
  /**
   * One more address that no use may ever call; the account's adapter by default, or what it has recorded with the old module.
   */
  adapter?: Address | undefined
  /** Whether to publish the contents of the grants; by default up to 32 permissions each. */
  publish?: boolean | undefined
}

export type PlanMigrationReturnType = {
  readonly from: Address
  readonly to: Address
  /** What ends: the live grants of the old module. Grants that were signed and never used end too. */
  readonly ends: readonly ListedGrant[]
  /** What starts, with the identifiers that it has with the new module. */
  readonly starts: readonly { readonly grant: Grant; readonly grantId: Hash }[]
  /** The account's epoch with the new module afterwards. */
  readonly epoch: bigint
  readonly grantor: Key | undefined
  /** The whole batch, in its order. */
  readonly calls: readonly Call[]
}

export type PlanMigrationErrorType = ContractMissingError | GrantInvalidError | BaseError

/**
 * What {@link migrate} will do: end every grant of the client's module, uninstall its executor and its validator, install the other
 * module and start grants there, in one batch.
 * @throws ContractMissingError when there is no such module, GrantInvalidError for a grant of another account or chain,
 * AttestationMissingError, AdapterMismatchError, AccountUnsupportedError.
 */
export async function planMigration(
  client: OwnerClientBase,
  parameters: PlanMigrationParameters,
): Promise<PlanMigrationReturnType> {
  const { to, grants = [], publish, fromBlock, known } = parameters
  const { accountPort: port, module } = client
  if (isAddressEqual(to, module))
    throw new GrantInvalidError({ member: 'to', reason: 'it is the same module.' })
  if (!(await getCode(client, { address: to }))) {
    throw new ContractMissingError({ contract: 'session module', address: to })
  }
  const next: OwnerClientBase = { ...client, module: to }
  const [list, old, there, recorded, { epoch: before }] = await Promise.all([
    listGrants(client, { fromBlock, known }),
    getInstalledTypes(client),
    getInstalledTypes(next),
    getAccountState(client),
    getAccountState(next),
  ])
  const grantor = grantorOf(client, parameters.grantor)
  const adapter = adapterToRecord(port, parameters.adapter) ?? recorded.adapter
  const initData = encodeInstallData({ grantor, adapter })
  const types = lacking(there)
  const install = await port.installCalls({ client, module: to, initData, types })
  await checkAttestations(client, { port, module: to, types })
  const epoch = before + BigInt(types.length)
  const starts = grants.map((grant) => startOf(next, grant, epoch))
  const calls = [
    moduleCall(client, 'revokeAll', []),
    ...(await port.uninstallCalls({ client, module, types: uninstalled(old) })),
    ...install,
    ...starts.map(({ grant }) => grantCall(next, { grant, publish })),
  ]
  return { from: module, to, ends: list.grants, starts, epoch, grantor, calls }
}

function grantorOf(client: OwnerClientBase, asked: Key | 'nobody' | undefined): Key | undefined {
  if (asked === 'nobody') return undefined
  return asked ?? (client.grantor && grantorKey(client.grantor))
}

function lacking({ validator, executor }: GetInstalledTypesReturnType): readonly ModuleType[] {
  return [...(validator ? [] : [MODULE_TYPE.validator]), ...(executor ? [] : [MODULE_TYPE.executor])]
}

/** The executor first: a half-done uninstallation must not leave the path that needs no bundler. */
function uninstalled({ validator, executor }: GetInstalledTypesReturnType): readonly ModuleType[] {
  return [...(executor ? [MODULE_TYPE.executor] : []), ...(validator ? [MODULE_TYPE.validator] : [])]
}

function startOf(client: OwnerClientBase, asked: Grant, epoch: bigint) {
  const { account } = asked
  if (!isAddressEqual(account, client.accountPort.address)) {
    throw new GrantInvalidError({ member: 'account', reason: `it is not ${client.accountPort.address}.` })
  }
  const { chainId } = networkOn(asked, client.chain.id)
  const networks = asked.networks.map((network) =>
    network.chainId === chainId ? { chainId, epoch } : network,
  )
  const grant: Grant = { ...asked, networks }
  return { grant, grantId: hashGrant(grant, client.module) }
}

import { type Address, encodeFunctionData, type Hex, type LocalAccount, parseAbi } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { AccountUnsupportedError } from '../../errors/account.ts'
import type { Call } from '../grant/call.ts'
import type { AccountCreation } from './accountCreation.ts'
import type { AccountOwner } from './accountOwner.ts'
import type {
  AccountPort,
  InstallCallsParameters,
  InstalledModule,
  OwnerAccountPort,
  PortClient,
  UninstallCallsParameters,
} from './accountPort.ts'
import { checkLane } from './checkLane.ts'
import { type AccountDescription, customAccount } from './customAccount.ts'

/** An {@link AccountDescription} with what an owner needs besides. */
export type OwnerAccountDescription = AccountDescription &
  Partial<Pick<OwnerAccountPort, 'adapter' | 'registry'>> & {
    readonly owner: AccountOwner
    /**
     * The validator that judges the owner's operations. By default nonce keys name none: the account itself judges, or its
     * root validator.
     */
    readonly ownerValidator?: Address | undefined
    /** What `installModule` takes around the module's own data; the data as it is by default. */
    readonly installData?: ((parameters: InstalledModule & { data: Hex }) => Hex) | undefined
    /** What `uninstallModule` takes; nothing by default. `linkedListUninstallData` finds the neighbour in a linked list. */
    readonly uninstallData?:
      | ((client: PortClient, parameters: InstalledModule & { account: Address }) => Promise<Hex>)
      | undefined
    /** What the account may call itself (ERC-7579 `accountId`); anything by default. */
    readonly accountIds?: readonly string[] | undefined
    /** How the account comes to be; it is there already by default. */
    readonly creation?: AccountCreation | undefined
    /** For an account that is an EOA too: signs the account's own transactions. */
    readonly self?: LocalAccount | undefined
  }

const accountAbi = parseAbi([
  'function installModule(uint256 moduleTypeId, address module, bytes initData)',
  'function uninstallModule(uint256 moduleTypeId, address module, bytes deInitData)',
  'function accountId() view returns (string)',
])

/** Any ERC-7579 account, for its owner. Every adapter of this folder is such a description. */
export function customOwnerAccount(description: OwnerAccountDescription): OwnerAccountPort {
  const port = customAccount(description)
  const { owner, creation, self } = description
  return {
    ...port,
    ownerNonceKey: ownerNonceKey(port, description),
    signUserOperation: (parameters) => owner.signUserOperation(parameters),
    stubSignature: owner.stubSignature,
    async deployment(client) {
      if (!creation || (await getCode(client, { address: port.address }))) return {}
      const { factory, factoryData, firstCallData } = creation
      return { factory, factoryData, ...(firstCallData ? { firstCallData } : {}) }
    },
    adapter: description.adapter,
    registry: async (client) =>
      creation && !(await getCode(client, { address: port.address }))
        ? creation.registry
        : description.registry?.(client),
    installCalls: (parameters) => installCalls(port, description, parameters),
    uninstallCalls: (parameters) => uninstallCalls(port, description, parameters),
    ...(self ? { self } : {}),
  }
}

function ownerNonceKey(
  port: AccountPort,
  { ownerValidator: validator, laneSize = 4 }: OwnerAccountDescription,
): OwnerAccountPort['ownerNonceKey'] {
  if (validator) return ({ lane }) => port.validatorNonceKey({ validator, lane })
  return ({ lane }) => {
    checkLane(lane, laneSize)
    return BigInt(lane)
  }
}

async function installCalls(
  port: AccountPort,
  description: OwnerAccountDescription,
  { client, module, initData, types }: InstallCallsParameters,
): Promise<readonly Call[]> {
  await checkAccountId(client, port, description)
  const { installData = ({ data }) => data } = description
  return types.map((type, index) => ({
    to: port.address,
    data: encodeFunctionData({
      abi: accountAbi,
      functionName: 'installModule',
      // Recorded once: empty data leaves what the first installation recorded.
      args: [type, module, installData({ module, type, data: index === 0 ? initData : '0x' })],
    }),
  }))
}

async function uninstallCalls(
  port: AccountPort,
  description: OwnerAccountDescription,
  { client, module, types }: UninstallCallsParameters,
): Promise<readonly Call[]> {
  await checkAccountId(client, port, description)
  const { uninstallData = async () => '0x' as const } = description
  const account = port.address
  return Promise.all(
    types.map(async (type) => ({
      to: account,
      data: encodeFunctionData({
        abi: accountAbi,
        functionName: 'uninstallModule',
        args: [type, module, await uninstallData(client, { account, module, type })],
      }),
    })),
  )
}

/** What another version of the account makes of the same bytes nobody knows, so nothing is sent to it. */
async function checkAccountId(
  client: PortClient,
  { address: account }: AccountPort,
  { accountIds: known, creation }: OwnerAccountDescription,
): Promise<void> {
  if (!known || (creation && !(await getCode(client, { address: account })))) return
  const request = { address: account, abi: accountAbi, functionName: 'accountId' } as const
  const accountId = await readContract(client, request).catch(() => undefined)
  if (accountId === undefined || !known.includes(accountId))
    throw new AccountUnsupportedError({ account, accountId, known })
}

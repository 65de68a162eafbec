import {
  type Address,
  encodeAbiParameters,
  type Hex,
  isAddressEqual,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { readContract } from 'viem/actions'
import { ModuleNotInstalledError } from '../../errors/client.ts'
import { type InstalledModule, MODULE_TYPE, type PortClient } from './accountPort.ts'

const listAbi = parseAbi([
  'function getValidatorsPaginated(address cursor, uint256 size) view returns (address[] page, address next)',
  'function getExecutorsPaginated(address cursor, uint256 size) view returns (address[] page, address next)',
])

/** Stands before the first and after the last entry of a list. */
const SENTINEL: Address = '0x0000000000000000000000000000000000000001'

const PAGE_SIZE = 100n

/** More pages than this, and the account does not tell the truth. */
const MAX_PAGES = 100

/**
 * `abi.encode(address neighbour, bytes data)` for accounts that keep their modules in linked lists (Safe7579, Nexus): the entry in
 * front of the module, as the list is now.
 * @throws ModuleNotInstalledError when the list does not have the module.
 */
export async function linkedListUninstallData(
  client: PortClient,
  { account, module, type }: InstalledModule & { account: Address },
): Promise<Hex> {
  const neighbour = await neighbourOf(client, { account, module, type })
  if (neighbour) return encodeAbiParameters(parseAbiParameters('address, bytes'), [neighbour, '0x'])
  throw new ModuleNotInstalledError({
    account,
    type: type === MODULE_TYPE.validator ? 'validator' : 'executor',
  })
}

async function neighbourOf(
  client: PortClient,
  { account, module, type }: InstalledModule & { account: Address },
): Promise<Address | undefined> {
  const functionName = type === MODULE_TYPE.validator ? 'getValidatorsPaginated' : 'getExecutorsPaginated'
  let before = SENTINEL
  for (let page = 0; page < MAX_PAGES; page++) {
    const args = [before, PAGE_SIZE] as const
    const [entries] = await readContract(client, { address: account, abi: listAbi, functionName, args })
    for (const entry of entries) {
      if (isAddressEqual(entry, module)) return before
      before = entry
    }
    if (BigInt(entries.length) < PAGE_SIZE) return undefined
  }
  return undefined
}

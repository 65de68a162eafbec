import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hex,
  isAddressEqual,
  keccak256,
  parseAbiParameters,
  slice,
  toHex,
} from 'viem'
import { getStorageAt } from 'viem/actions'
import { AdapterMismatchError } from '../../errors/account.ts'
import type { AccountCreation } from './accountCreation.ts'
import type { AccountOwner } from './accountOwner.ts'
import type { ModuleRegistry, OwnerAccountPort, PortClient } from './accountPort.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import { linkedListUninstallData } from './linkedListUninstallData.ts'

export type Safe7579OwnerAccountParameters = {
  address: Address
  owner: AccountOwner
  /** The installed validator that the owner signs for. */
  ownerValidator: Address
  /** The Safe7579 adapter: the fallback handler and a module of the Safe. No use may ever call it. */
  adapter: Address
  /** How the Safe comes to be, as `safe7579Creation` makes it; it is there already by default. */
  creation?: AccountCreation | undefined
}

/** Where a Safe keeps its fallback handler. */
const FALLBACK_HANDLER_SLOT = keccak256(toHex('fallback_manager.handler.address'))

/** What version 1.0.0 calls itself. Where it keeps a Safe's registry is known of this version only. */
const ACCOUNT_IDS = ['rhinestone.safe7579.v1.0.0']

/**
 * A Safe with the Safe7579 adapter 1.0.0, for its owner, on EntryPoint v0.7. The adapter takes the sender of a call from the end of
 * its calldata, which a Safe that calls by itself can choose: so it is recorded at installation as an address that no use may call.
 */
export function safe7579OwnerAccount(parameters: Safe7579OwnerAccountParameters): OwnerAccountPort {
  const { address: account, adapter } = parameters
  const port = customOwnerAccount({
    ...parameters,
    label: 'Safe with Safe7579',
    entryPoint: '0.7',
    accountIds: ACCOUNT_IDS,
    uninstallData: linkedListUninstallData,
    registry: (client) => recordedRegistry(client, { account, adapter }),
  })
  return {
    ...port,
    async installCalls(install) {
      await checkAdapter(install.client, { account, adapter })
      return port.installCalls(install)
    },
  }
}

/** Another address than the Safe's own adapter would leave that one within reach, and its registry unasked. */
async function checkAdapter(
  client: PortClient,
  { account, adapter: asked }: { account: Address; adapter: Address },
): Promise<void> {
  const adapter = await addressAt(client, { address: account, slot: FALLBACK_HANDLER_SLOT })
  if (adapter && !isAddressEqual(adapter, asked)) throw new AdapterMismatchError({ adapter, asked })
}

/** The first state variable of the adapter maps each Safe to its registry, and no function tells it. */
async function recordedRegistry(
  client: PortClient,
  { account, adapter }: { account: Address; adapter: Address },
): Promise<ModuleRegistry | undefined> {
  const slot = keccak256(encodeAbiParameters(parseAbiParameters('address, uint256'), [account, 0n]))
  const address = await addressAt(client, { address: adapter, slot })
  return address && { address }
}

/** The address in a storage slot; undefined for none. */
async function addressAt(
  client: PortClient,
  place: { address: Address; slot: Hex },
): Promise<Address | undefined> {
  const word = await getStorageAt(client, place)
  return word && BigInt(word) !== 0n ? getAddress(slice(word, 12)) : undefined
}

import { type Address, encodeAbiParameters, getAddress, keccak256, parseAbiParameters, slice } from 'viem'
import { getStorageAt } from 'viem/actions'
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

/** What version 1.0.0 calls itself. Where it keeps a Safe's registry is known of this version only. */
const ACCOUNT_IDS = ['rhinestone.safe7579.v1.0.0']

/**
 * A Safe with the Safe7579 adapter 1.0.0, for its owner, on EntryPoint v0.7. The adapter takes the sender of a call from the end of
 * its calldata, which a Safe that calls by itself can choose: so it is recorded at installation as an address that no use may call.
 */
export function safe7579OwnerAccount(parameters: Safe7579OwnerAccountParameters): OwnerAccountPort {
  const { address, adapter } = parameters
  return customOwnerAccount({
    ...parameters,
    label: 'Safe with Safe7579',
    entryPoint: '0.7',
    accountIds: ACCOUNT_IDS,
    uninstallData: linkedListUninstallData,
    registry: (client) => recordedRegistry(client, { account: address, adapter }),
  })
}

/** The first state variable of the adapter maps each Safe to its registry, and no function tells it. */
async function recordedRegistry(
  client: PortClient,
  { account, adapter }: { account: Address; adapter: Address },
): Promise<ModuleRegistry | undefined> {
  const slot = keccak256(encodeAbiParameters(parseAbiParameters('address, uint256'), [account, 0n]))
  const word = await getStorageAt(client, { address: adapter, slot })
  return word && BigInt(word) !== 0n ? { address: getAddress(slice(word, 12)) } : undefined
}

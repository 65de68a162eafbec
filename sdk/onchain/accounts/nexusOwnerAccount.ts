import { type Address, parseAbi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { AccountCreation } from './accountCreation.ts'
import type { AccountOwner } from './accountOwner.ts'
import type { ModuleRegistry, OwnerAccountPort, PortClient } from './accountPort.ts'
import { customOwnerAccount } from './customOwnerAccount.ts'
import { linkedListUninstallData } from './linkedListUninstallData.ts'
import { NEXUS } from './nexusAccount.ts'

export type NexusOwnerAccountParameters = {
  address: Address
  owner: AccountOwner
  /** The installed validator that the owner signs for. */
  ownerValidator: Address
  /** How it comes to be, for example `nexusCreation`; it is there already by default. */
  creation?: AccountCreation | undefined
}

/** Versions whose nonce key and module lists are as described here. */
const ACCOUNT_IDS = ['biconomy.nexus.1.0.0', 'biconomy.nexus.1.0.1']

const registryAbi = parseAbi(['function registry() view returns (address)'])

/** A Nexus account 1.0.0 or 1.0.1, for its owner, on EntryPoint v0.7. */
export function nexusOwnerAccount(parameters: NexusOwnerAccountParameters): OwnerAccountPort {
  return customOwnerAccount({
    ...NEXUS,
    ...parameters,
    accountIds: ACCOUNT_IDS,
    uninstallData: linkedListUninstallData,
    registry: (client) => recordedRegistry(client, parameters.address),
  })
}

async function recordedRegistry(client: PortClient, account: Address): Promise<ModuleRegistry | undefined> {
  const request = { address: account, abi: registryAbi, functionName: 'registry' } as const
  const address = await readContract(client, request)
  return address === zeroAddress ? undefined : { address }
}

import { type Address, getAddress, isAddressEqual, parseAbi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { saysNothing } from './saysNothing.ts'

const ownerAbi = parseAbi(['function owner() view returns (address)'])
const signerAbi = parseAbi(['function signer() view returns (address)'])
const ownersAbi = parseAbi(['function getOwners() view returns (address[])'])

/**
 * Whom an account obeys now, as far as it says so itself: by `getOwners()`, `owner()` or `signer()`. An EOA with an EIP-7702 delegation
 * always obeys its own key too. Undefined for an account whose owner is known to one of its validators only.
 * @param delegated Whether it is such an EOA.
 */
export async function accountOwners(
  client: ModuleClient,
  { account, delegated }: { account: Address; delegated: boolean },
): Promise<readonly Address[] | undefined> {
  const ask = async <value>(request: { abi: unknown; functionName: string }): Promise<value | undefined> => {
    // An account without the function says nothing; neither does one that answers it with something else.
    const answer = await readContract(client, { address: account, ...request } as never).catch(saysNothing)
    return answer as value | undefined
  }
  const [owners, owner, signer] = await Promise.all([
    ask<readonly Address[]>({ abi: ownersAbi, functionName: 'getOwners' }),
    ask<Address>({ abi: ownerAbi, functionName: 'owner' }),
    ask<Address>({ abi: signerAbi, functionName: 'signer' }),
  ])
  const named = [...(owners ?? []), owner, signer].filter((one) => one !== undefined)
  const found = named.filter((one) => !isAddressEqual(one, zeroAddress))
  const all = (delegated ? [account, ...found] : found).map((one) => getAddress(one))
  return all.length === 0 ? undefined : [...new Set(all)]
}

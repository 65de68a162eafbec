import { isAddressEqual } from 'viem'
import type { Grant } from '../../../core/grant.ts'
import type { OwnerClientBase } from '../../clients/ownerClientBase.ts'

/** Whether a grant is one of the client's account on the client's chain. */
export function isOf({ accountPort, chain }: OwnerClientBase, { account, networks }: Grant): boolean {
  const here = networks.some(({ chainId }) => chainId === BigInt(chain.id))
  return here && isAddressEqual(accountPort.address, account)
}

import type { Address, Hash, Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { decodeContents } from './decodeContents.ts'

/** The grant in published contents; undefined when they are none, or do not hash to the grantId. */
export function readContents(
  client: Pick<ModuleClient, 'chain' | 'module'>,
  { contents, account, grantId }: { contents: Hex; account: Address; grantId: Hash },
): Grant | undefined {
  try {
    const grant = decodeContents({ contents, account, chainId: BigInt(client.chain.id) })
    return hashGrant(grant, client.module) === grantId ? grant : undefined
  } catch {
    return undefined
  }
}

import type { Grant } from '../../sdk/core/grant.ts'
import {
  hashGrant,
  type ListedGrant,
  type ListGrantsReturnType,
  type ReadClient,
} from '../../sdk/onchain/index.ts'
import type { Config } from './config.ts'

/** The live grants of a grant's account, this one's contents included whether or not they were published. */
export async function listAround(
  client: ReadClient,
  grant: Grant,
  config: Partial<Config>,
): Promise<ListGrantsReturnType> {
  const fromBlock = BigInt(config.fromBlock ?? 0)
  return client.listGrants({ account: grant.account, known: [grant], fromBlock })
}

/** One grant of a list; undefined when it is not live there. */
export function findListed(
  client: ReadClient,
  { grants }: ListGrantsReturnType,
  grant: Grant,
): Extract<ListedGrant, { contents: 'known' }> | undefined {
  const grantId = hashGrant(grant, client.module)
  const found = grants.find((one) => one.grantId === grantId)
  return found?.contents === 'known' ? found : undefined
}

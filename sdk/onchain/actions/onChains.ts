import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

/** What came of an action on one chain. */
export type ChainResult<result> =
  | { readonly chainId: number; readonly done: true; readonly result: result }
  | { readonly chainId: number; readonly done: false; readonly error: BaseError }

export type OnChainsReturnType<result> = readonly ChainResult<result>[]

/**
 * Does the same on several chains at once, and reports each: one that fails keeps no other from being done. It never throws.
 * @example
 * // A grant for several chains ends on each of them by itself.
 * const results = await onChains(owners, (owner) => owner.revokeGrant({ grantId }))
 * const open = results.filter(({ done }) => !done)
 */
export async function onChains<client extends Pick<ModuleClient, 'chain'>, result>(
  clients: readonly client[],
  action: (client: client) => Promise<result>,
): Promise<OnChainsReturnType<result>> {
  return Promise.all(
    clients.map(async (client): Promise<ChainResult<result>> => {
      const chainId = client.chain.id
      try {
        return { chainId, done: true, result: await action(client) }
      } catch (error) {
        return { chainId, done: false, error: toLatchkeyError(error) }
      }
    }),
  )
}

import { type Address, getAbiItem, type Hash } from 'viem'
import { getLogs } from 'viem/actions'
import type { Grant } from '../../core/grant.ts'
import type { BaseError } from '../../errors/base.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { readContents } from '../contents/readContents.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type GetGrantContentsParameters = {
  grantId: Hash
  /** The client's account by default. */
  account?: Address | undefined
  /** First block to look at: that of the module's deployment, for example. The whole chain by default. */
  fromBlock?: bigint | undefined
}

/** Undefined when nothing was published that hashes to the grantId. */
export type GetGrantContentsReturnType = Grant | undefined

export type GetGrantContentsErrorType = BaseError

const publishedEvent = getAbiItem({ abi: sessionModuleAbi, name: 'GrantPublished' })

/** The grant that was published under a grantId, checked against it: nobody can claim contents that are not the grant's. */
export async function getGrantContents(
  client: ModuleClient,
  parameters: GetGrantContentsParameters,
): Promise<GetGrantContentsReturnType> {
  const { grantId, fromBlock = 0n } = parameters
  const account = resolveAccount(client, parameters.account)
  const filter = {
    address: client.module,
    event: publishedEvent,
    args: { account, grantId },
    fromBlock,
  } as const
  const logs = await getLogs(client, { ...filter, strict: true }).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  for (const { args } of logs) {
    const grant = readContents(client, { ...args, account })
    if (grant) return grant
  }
  return undefined
}

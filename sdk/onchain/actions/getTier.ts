import type { Address } from 'viem'
import type { Key } from '../../core/key.ts'
import { isTier, Tier } from '../../core/tier.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { hashKey } from '../grant/hash.ts'
import { moduleRead } from './internal/moduleRead.ts'
import { resolveAccount } from './internal/resolveAccount.ts'

export type GetTierParameters = {
  /** The signer that a grant names as its keeper. */
  keeper: Key
  /** The client's account by default. */
  account?: Address | undefined
}

export type GetTierReturnType = {
  /** D also when nothing was published, or what was is over. */
  readonly tier: Tier
  /** Last second of what was published last, inclusive; 0 for nothing. */
  readonly validUntil: number
}

export type GetTierErrorType = BaseError

/** How dangerous a keeper says things are for an account, in the latest block. */
export async function getTier(
  client: ModuleClient,
  parameters: GetTierParameters,
): Promise<GetTierReturnType> {
  const account = resolveAccount(client, parameters.account)
  const args = [account, hashKey(parameters.keeper)] as const
  const [tier, validUntil] = await moduleRead(client, 'tierState', args)
  return { tier: isTier(tier) ? tier : Tier.D, validUntil }
}

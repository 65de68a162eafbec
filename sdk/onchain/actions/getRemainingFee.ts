import { FEE_LIMIT_ID, UNLIMITED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { moduleRead } from './internal/moduleRead.ts'

export type GetRemainingFeeParameters = { grant: Grant }

/**
 * What is left of the fee budget of a grant, in wei. Counted is the largest fee that each operation could have cost the account,
 * not what it did cost. Undefined for a grant without a budget.
 */
export type GetRemainingFeeReturnType =
  | { readonly budget: bigint; readonly spent: bigint; readonly remaining: bigint }
  | undefined

export type GetRemainingFeeErrorType = BaseError

/** What was spent and what is left of a grant's fee budget, by all its keys together. */
export async function getRemainingFee(
  client: ModuleClient,
  { grant }: GetRemainingFeeParameters,
): Promise<GetRemainingFeeReturnType> {
  const { budget } = grant.maximumFee
  if (budget === UNLIMITED) return undefined
  const [spent] = await moduleRead(client, 'spent', [
    grant.account,
    hashGrant(grant, client.module),
    FEE_LIMIT_ID,
  ])
  return { budget, spent, remaining: budget > spent ? budget - spent : 0n }
}

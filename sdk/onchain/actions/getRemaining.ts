import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { LimitKind } from '../../core/limit.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import type { Annotations } from '../grant/annotations.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { moduleRead } from './internal/moduleRead.ts'

export type GetRemainingParameters = {
  grant: Grant
  /** Names of the limits. */
  annotations?: Annotations | undefined
  /** Indexes of the limits to look at; all by default. */
  limitIds?: readonly number[] | undefined
}

/** What is left of one limit. Amounts are in the limit's unit. */
export type RemainingLimit = {
  readonly limitId: number
  readonly name: string | undefined
  readonly kind: 'native' | 'token'
  /** Undefined for native value. */
  readonly token: Address | undefined
  readonly amount: bigint
  readonly spent: bigint
  readonly remaining: bigint
}

export type GetRemainingReturnType = readonly RemainingLimit[]

export type GetRemainingErrorType = BaseError

/** What was spent and what is left of the limits of a grant, by all its keys together. */
export async function getRemaining(
  client: ModuleClient,
  parameters: GetRemainingParameters,
): Promise<GetRemainingReturnType> {
  const { grant, annotations, limitIds = [...grant.limits.keys()] } = parameters
  const grantId = hashGrant(grant, client.module)
  const wanted = limitIds.flatMap((limitId) => {
    const limit = grant.limits[limitId]
    return limit ? [{ limitId, limit }] : []
  })
  return Promise.all(
    wanted.map(async ({ limitId, limit }) => {
      const [spent] = await moduleRead(client, 'spent', [grant.account, grantId, limitId])
      const native = limit.kind === LimitKind.native
      return {
        limitId,
        name: annotations?.limits[limitId],
        kind: native ? ('native' as const) : ('token' as const),
        token: native ? undefined : limit.token,
        amount: limit.amount,
        spent,
        remaining: limit.amount > spent ? limit.amount - spent : 0n,
      }
    }),
  )
}

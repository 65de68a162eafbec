import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import type { Annotations } from '../grant/annotations.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { isPeriodic, periodAt, periodWindow } from '../grant/period.ts'
import { chainTime } from './internal/chainTime.ts'
import { moduleRead } from './internal/moduleRead.ts'

export type GetRemainingParameters = {
  grant: Grant
  /** Names of the limits. */
  annotations?: Annotations | undefined
  /** Indexes of the limits to look at; all by default. */
  limitIds?: readonly number[] | undefined
  /** The second for which it is asked, unix seconds, which decides the period; the chain's time by default. */
  timestamp?: number | undefined
}

/** What is left of one limit. Amounts are in the limit's unit. */
export type RemainingLimit = {
  readonly limitId: number
  readonly name: string | undefined
  readonly kind: 'native' | 'token' | 'count'
  /** Undefined but for a token. */
  readonly token: Address | undefined
  /** For the life of the grant, or for the period. */
  readonly amount: bigint
  readonly spent: bigint
  readonly remaining: bigint
  /** Last second of the period, inclusive, unix seconds: in the next one the count starts again. Undefined without periods. */
  readonly periodEnd: number | undefined
}

export type GetRemainingReturnType = readonly RemainingLimit[]

export type GetRemainingErrorType = BaseError

/** What was spent and what is left of the limits of a grant, by all its keys together, in the period of the time asked for. */
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
  const periodic = wanted.some(({ limit }) => isPeriodic(limit))
  const timestamp = parameters.timestamp ?? (periodic ? (await chainTime(client)).next : 0)
  return Promise.all(
    wanted.map(async ({ limitId, limit }) => {
      const counter = await moduleRead(client, 'spent', [grant.account, grantId, limitId])
      return { limitId, name: annotations?.limits[limitId], ...remainingOf(limit, counter, timestamp) }
    }),
  )
}

function remainingOf(
  limit: Limit,
  [counted, periodIndex]: readonly [amount: bigint, periodIndex: number],
  timestamp: number,
): Omit<RemainingLimit, 'limitId' | 'name'> {
  const { amount, token, kind } = limit
  const period = Math.max(0, periodAt(limit, timestamp))
  // The counter is that of the last period that was drawn on.
  const spent = isPeriodic(limit) && period !== periodIndex ? 0n : counted
  return {
    kind: kind === LimitKind.native ? 'native' : kind === LimitKind.count ? 'count' : 'token',
    token: kind === LimitKind.token ? token : undefined,
    amount,
    spent,
    remaining: amount > spent ? amount - spent : 0n,
    periodEnd: isPeriodic(limit) ? periodWindow(limit, period).validUntil : undefined,
  }
}

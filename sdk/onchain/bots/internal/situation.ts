import { UNLIMITED } from '../../../core/constants.ts'
import type { Limit } from '../../../core/limit.ts'
import { type ChainTime, timeAfter } from '../../actions/internal/chainTime.ts'
import { moduleRead } from '../../actions/internal/moduleRead.ts'
import { readUseState, type UseState } from '../../actions/internal/useState.ts'
import { type GetTierReturnType, getTier } from '../../actions/getTier.ts'
import { getRemainingFee } from '../../actions/getRemainingFee.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { isUntiered } from '../../grant/checkTier.ts'
import { isPeriodic, periodAt } from '../../grant/period.ts'

/** A limit's counter as the chain has it. */
export type Counter = { readonly spent: bigint; readonly period: number }

/** All that the chain knows and that decides over a use, read at one time. */
export type Situation = {
  readonly state: UseState
  /** Undefined when no permission asks for one. */
  readonly tier: GetTierReturnType | undefined
  /** By the limit's index. */
  readonly counters: readonly Counter[]
  /** Counted of the fee budget, in wei; 0 without one. */
  readonly feeSpent: bigint
  /** Of the ledger, before anything was read: what it counted later may not be in the counters. */
  readonly revision: number
  /** Milliseconds, as `performance.now` counts. */
  readonly readAt: number
}

/** Reads it at once. */
export async function readSituation(client: HolderClientBase, revision: number): Promise<Situation> {
  const { grant, grantId } = client
  const readAt = performance.now()
  const tiered = !grant.permissions.every(isUntiered)
  const [state, tier, fee, counters] = await Promise.all([
    readUseState(client),
    tiered ? getTier(client, { account: grant.account, keeper: grant.keeper }) : undefined,
    grant.maximumFee.budget === UNLIMITED ? undefined : getRemainingFee(client, { grant }),
    Promise.all(
      grant.limits.map(async (_, limitId) => {
        const [spent, period] = await moduleRead(client, 'spent', [grant.account, grantId, limitId])
        return { spent, period }
      }),
    ),
  ])
  return { state, tier, counters, feeSpent: fee?.spent ?? 0n, revision, readAt }
}

/** The chain's time now, as far as it can be told from what was read. */
export function timeNow({ state, readAt }: Pick<Situation, 'state' | 'readAt'>): ChainTime {
  return timeAfter(state.time, Math.floor((performance.now() - readAt) / 1000))
}

/** What was spent of a limit in the period of a second. */
export function spentAt(limit: Limit, counter: Counter | undefined, timestamp: number): bigint {
  if (!counter) return 0n
  const period = Math.max(0, periodAt(limit, timestamp))
  return isPeriodic(limit) && period !== counter.period ? 0n : counter.spent
}

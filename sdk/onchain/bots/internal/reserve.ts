import type { Hash } from 'viem'
import { UNLIMITED } from '../../../core/constants.ts'
import type { Grant } from '../../../core/grant.ts'
import { LimitReservedError } from '../../../errors/bot.ts'
import { FeeBudgetExceededError } from '../../../errors/contractFee.ts'
import { LimitExceededError, LimitUnknownError } from '../../../errors/limit.ts'
import { isPeriodic, periodAt } from '../../grant/period.ts'
import type { Take } from '../../grant/takesOf.ts'
import { type Intent, isInFlight, type Reservation } from '../intent.ts'
import type { LedgerPage } from '../ledger.ts'
import { greater } from './greater.ts'
import { type Situation, spentAt } from './situation.ts'

/** Which intents count beside what the chain was read to have counted. */
export type Beside = {
  readonly page: LedgerPage
  readonly scope: string
  readonly grantId: Hash
  /** The intent that is judged does not count against itself. */
  readonly id: string
  readonly situation: Situation
}

/**
 * What calls reserve of the limits.
 * @throws LimitExceededError when the chain's counters leave too little, LimitReservedError when intents in flight do.
 */
export function reserve(
  grant: Pick<Grant, 'limits'>,
  takes: readonly Take[],
  timestamp: number,
  beside: Beside,
): readonly Reservation[] {
  const wanted = new Map<number, bigint>()
  const counting = countingBeside(beside)
  for (const { limitId, amount } of takes) {
    const limit = grant.limits[limitId]
    if (!limit) {
      throw new LimitUnknownError({ limit: `${limitId}`, known: [...grant.limits.keys()].map(String) })
    }
    const before = wanted.get(limitId) ?? 0n
    const spent = spentAt(limit, beside.situation.counters[limitId], timestamp) + before
    const period = Math.max(0, periodAt(limit, timestamp))
    const reserved = sum(
      counting.flatMap(({ takes: other }) =>
        other.flatMap((each) => (each.limitId === limitId && each.period === period ? each.amount : [])),
      ),
    )
    const left = limit.amount > spent ? limit.amount - spent : 0n
    if (amount > left) throw new LimitExceededError({ limitId, requested: amount, remaining: left })
    const remaining = left > reserved ? left - reserved : 0n
    if (amount > remaining) throw new LimitReservedError({ limitId, requested: amount, remaining, reserved })
    wanted.set(limitId, before + amount)
  }
  return [...wanted].map(([limitId, amount]) => {
    const limit = grant.limits[limitId]
    const period = limit && isPeriodic(limit) ? Math.max(0, periodAt(limit, timestamp)) : 0
    return { limitId, amount, period }
  })
}

/**
 * Refuses a maximum fee that the grant's budget does not have beside what is in flight.
 * @throws FeeBudgetExceededError.
 */
export function reserveFee(grant: Pick<Grant, 'maximumFee'>, maximumFee: bigint, beside: Beside): void {
  const { budget } = grant.maximumFee
  if (budget === UNLIMITED || maximumFee === 0n) return
  const used = beside.situation.feeSpent + sum(countingBeside(beside).map(feeOf))
  const remaining = budget > used ? budget - used : 0n
  if (maximumFee > remaining) throw new FeeBudgetExceededError({ requested: maximumFee, remaining })
}

/** The most that an intent may count of the fee budget: one of its attempts gets on chain. */
function feeOf({ attempts }: Intent): bigint {
  return attempts.map(({ maximumFee }) => maximumFee).reduce(greater, 0n)
}

/**
 * Intents that the counters may not know of: those in flight, and those that were found on chain after the counters were read. One that
 * was on chain already when they were read counts twice until they are read again: too much, never too little. One whose
 * window was over when they were read is in them, or never will be.
 */
function countingBeside({ page, scope, grantId, id, situation }: Beside): readonly Intent[] {
  const { revision, state } = situation
  const inFlight = page.intentsInFlight(scope).filter(({ validUntil }) => validUntil >= state.time.latest)
  const settled = page.intents(scope, revision).filter((intent) => !isInFlight(intent) && hasCounted(intent))
  return [...inFlight, ...settled].filter((intent) => intent.grantId === grantId && intent.id !== id)
}

/** Whether the chain has counted what an intent takes: through a bundler also when its calls reverted. */
export function hasCounted({ status, path }: Pick<Intent, 'status' | 'path'>): boolean {
  return status === 'effective' || (status === 'reverted' && path === 'bundler')
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

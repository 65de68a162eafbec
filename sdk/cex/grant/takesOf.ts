import type { Big } from 'big.js'
import type { Hash } from 'viem'
import type { VenueGrant } from '../../core/grant.ts'
import type {
  NotionalPerPeriodLimit,
  NotionalTotalLimit,
  OpenOrdersLimit,
  PositionLimit,
} from '../../core/venueLimit.ts'
import { NotionalExceededError } from '../../errors/venueLimit.ts'
import type { BudgetTake } from '../budgets/budgetLedger.ts'
import { decimalOf, decimalText } from './decimal.ts'
import { mayAdd, mayRest } from './drawsOn.ts'
import type { JudgedOrder, JudgedRequest } from './judgeRequest.ts'
import { countsMarket, isBounded, isNotional, type NotionalLimit } from './limitScope.ts'
import { notionalOf } from './notionalOf.ts'
import { positionSize } from './positionSize.ts'
import { type LimitReports, reportFor } from './readReports.ts'

/** What a request draws on the grant's limits, each take with the limit that it is about. */
export type LimitTake = { readonly index: number; readonly take: BudgetTake }

/** What counting needs to know beside the request. */
export type CountingTerms = {
  readonly grant: VenueGrant
  readonly grantId: Hash
  /** The venue's time, unix milliseconds. */
  readonly nowMs: number
  /** Reference prices by market, for those orders that need one. */
  readonly references: ReadonlyMap<string, Big>
  readonly reports: LimitReports
}

/**
 * Counts a request against every limit of the grant. Pure.
 * @throws NotionalExceededError, OrderUncountableError, DecimalInvalidError, StateMissingError.
 */
export function takesOf(terms: CountingTerms, request: JudgedRequest): readonly LimitTake[] {
  if (request.onlyCancels) return []
  return terms.grant.limits.flatMap((limit, index) => {
    const name = `${terms.grantId}/${index}`
    const named = (takes: readonly BudgetTake[]): LimitTake[] => takes.map((take) => ({ index, take }))
    if (!isBounded(limit)) return []
    if (isNotional(limit)) return named(notionalTakes(terms, request, limit, name))
    if (limit.kind === 'openOrders') return named(openOrderTakes(terms, request, limit, name))
    if (limit.kind === 'position') return named(positionTakes(terms, request, limit, name))
    const { amount, period } = limit
    return named([{ kind: 'rate', limit: name, allowed: Number(amount), periodMs: period * 1000 }])
  })
}

function notionalTakes(
  { nowMs, references }: CountingTerms,
  { orders }: JudgedRequest,
  limit: NotionalLimit,
  name: string,
): BudgetTake[] {
  const worths = orders
    // an order on a market that the grant says nothing of cannot be told not to count
    .filter(({ market }) => market === undefined || countsMarket(limit, market))
    .map((judged) => notionalOf(judged, referenceOf(judged, references)))
  if (limit.kind === 'notionalPerOrder') {
    const allowed = decimalOf(limit.amount, 'the limit')
    const over = worths.find((worth) => worth.gt(allowed))
    if (over === undefined) return []
    throw new NotionalExceededError({
      asset: limit.asset,
      notional: decimalText(over),
      allowed: limit.amount,
    })
  }
  const sum = add(worths)
  if (sum === undefined) return []
  const period = periodOf(limit, nowMs)
  return [{ kind: 'sum', limit: name, period, amount: decimalText(sum), allowed: limit.amount }]
}

/** The period that a time lies in, counted from 0. */
function periodOf(limit: NotionalPerPeriodLimit | NotionalTotalLimit, nowMs: number): number {
  if (limit.kind === 'notionalTotal') return 0
  return Math.floor((Math.floor(nowMs / 1000) - limit.periodStart) / limit.period)
}

function openOrderTakes(
  { reports }: CountingTerms,
  { orders }: JudgedRequest,
  limit: OpenOrdersLimit,
  name: string,
): BudgetTake[] {
  const added = orders.filter((judged) => mayRest(judged, limit)).length
  if (added === 0) return []
  const report = reportFor(reports, limit)
  const remaining = decimalOf(limit.amount, 'the limit').minus(report.openOrders)
  return [
    {
      kind: 'state',
      limit: name,
      amount: String(added),
      remaining: decimalText(remaining),
      mark: reports.mark,
    },
  ]
}

function positionTakes(
  { references, reports }: CountingTerms,
  { orders }: JudgedRequest,
  limit: PositionLimit,
  name: string,
): BudgetTake[] {
  const adding = orders.filter((judged) => mayAdd(judged, limit))
  return (['buy', 'sell'] as const).flatMap((side): BudgetTake[] => {
    const sizes = adding
      .filter(({ order }) => order.side === undefined || order.side === side)
      .map((judged) => positionSize(judged, limit.unit, referenceOf(judged, references)))
    const sum = add(sizes)
    if (sum === undefined) return []
    const remaining = decimalOf(limit.amount, 'the limit').minus(reportFor(reports, limit)[side])
    const amounts = { amount: decimalText(sum), remaining: decimalText(remaining) }
    return [{ kind: 'state', limit: `${name}/${side}`, ...amounts, mark: reports.mark }]
  })
}

function referenceOf({ order }: JudgedOrder, references: ReadonlyMap<string, Big>): Big | undefined {
  return order.market === undefined ? undefined : references.get(order.market)
}

function add(values: readonly Big[]): Big | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum.plus(value))
}

import type { Big } from 'big.js'
import type { VenueGrant } from '../../core/grant.ts'
import type { OpenOrdersLimit, PositionLimit } from '../../core/venueLimit.ts'
import { StateMissingError } from '../../errors/venueLimit.ts'
import type { BudgetLedger } from '../budgets/budgetLedger.ts'
import { answerInTime } from './answerInTime.ts'
import { decimalOf, signedDecimalOf } from './decimal.ts'
import { mayAdd, mayRest } from './drawsOn.ts'
import type { JudgedRequest } from './judgeRequest.ts'
import type { VenuePosition, VenueState } from './venueState.ts'

/** What the venue says of limits on open orders and positions, and the ledger's mark from before it was asked. */
export type LimitReports = {
  readonly mark: number
  readonly byLimit: ReadonlyMap<OpenOrdersLimit | PositionLimit, LimitReport>
}

/** Orders that rest; and how far each side of a position goes with everything that rests there filled. */
export type LimitReport = { readonly openOrders: number; readonly buy: Big; readonly sell: Big }

/** Asks the venue what the limits need that a request draws on; nothing when it draws on none. @throws StateMissingError. */
export async function readReports(
  grant: VenueGrant,
  { orders, onlyCancels }: JudgedRequest,
  { state, budgets }: { readonly state: VenueState | undefined; readonly budgets: BudgetLedger },
): Promise<LimitReports> {
  const limits = grant.limits.filter((limit) => {
    if (onlyCancels) return false
    if (limit.kind === 'openOrders') return orders.some((judged) => mayRest(judged, limit))
    return limit.kind === 'position' && orders.some((judged) => mayAdd(judged, limit))
  }) as (OpenOrdersLimit | PositionLimit)[]
  if (limits.length === 0) return { mark: 0, byLimit: new Map() }
  const mark = await budgets.mark()
  const reports = await Promise.all(limits.map(async (limit) => [limit, await ask(limit, state)] as const))
  return { mark, byLimit: new Map(reports) }
}

/** What the venue says that a limit needs. @throws StateMissingError when it was not asked. */
export function reportFor({ byLimit }: LimitReports, limit: OpenOrdersLimit | PositionLimit): LimitReport {
  const report = byLimit.get(limit)
  if (report === undefined) throw missing(limit, 'it was not asked for')
  return report
}

async function ask(
  limit: OpenOrdersLimit | PositionLimit,
  state: VenueState | undefined,
): Promise<LimitReport> {
  if (state === undefined) throw missing(limit, 'the client has no state to ask')
  try {
    if (limit.kind === 'openOrders') {
      return openOrdersReport(limit, await answerInTime(() => state.openOrders(limit.market)))
    }
    return positionReport(limit, await answerInTime(() => state.position(limit.market, limit.unit)))
  } catch (cause) {
    if (cause instanceof StateMissingError) throw cause
    throw missing(limit, 'asking failed', { cause })
  }
}

const zero = decimalOf('0', 'zero')

function openOrdersReport(limit: OpenOrdersLimit, count: number | undefined): LimitReport {
  if (count === undefined) throw missing(limit, 'it is not known')
  if (!Number.isSafeInteger(count) || count < 0) throw missing(limit, 'the answer is no number of orders')
  return { openOrders: count, buy: zero, sell: zero }
}

function positionReport(limit: PositionLimit, position: VenuePosition | undefined): LimitReport {
  if (position === undefined) throw missing(limit, 'it is not known')
  const buys = decimalOf(position.restingBuys, 'restingBuys')
  const sells = decimalOf(position.restingSells, 'restingSells')
  if (position.mode === 'net') {
    const size = signedDecimalOf(position.size, 'size')
    return { openOrders: 0, buy: buys.plus(size), sell: sells.minus(size) }
  }
  if (position.mode !== 'hedge') throw missing(limit, 'the answer has no mode that is known')
  const long = decimalOf(position.long, 'long')
  return { openOrders: 0, buy: buys.plus(long), sell: sells.plus(decimalOf(position.short, 'short')) }
}

function missing(
  limit: OpenOrdersLimit | PositionLimit,
  reason: string,
  options: { cause?: unknown } = {},
): StateMissingError {
  const what = limit.kind === 'position' ? 'the position' : 'the number of open orders'
  return new StateMissingError({ what, reason }, options)
}

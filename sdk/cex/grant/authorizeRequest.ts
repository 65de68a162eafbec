import type { Hash } from 'viem'
import type { VenueLimit } from '../../core/venueLimit.ts'
import {
  BudgetExceededError,
  BudgetLedgerInvalidError,
  OpenOrdersExceededError,
  PositionExceededError,
  RequestRateExceededError,
} from '../../errors/venueLimit.ts'
import type { BudgetLedger } from '../budgets/budgetLedger.ts'
import type { VenueRequest } from '../request.ts'
import { type JudgedRequest, type JudgingTerms, judgeRequest } from './judgeRequest.ts'
import { readReferences } from './readReferences.ts'
import { readReports } from './readReports.ts'
import { type LimitTake, takesOf } from './takesOf.ts'
import type { VenuePrices } from './venuePrices.ts'
import type { VenueState } from './venueState.ts'

/** What holding requests to a grant needs. */
export type VenueAuthority = JudgingTerms & {
  readonly grantId: Hash
  readonly budgets: BudgetLedger
  /** For orders that only a reference price can count; without it they are refused. */
  readonly prices: VenuePrices | undefined
  /** For limits on open orders and positions; without it what draws on them is refused. */
  readonly state: VenueState | undefined
  /** How old a reference price may be, milliseconds, inclusive. */
  readonly maxPriceAgeMs: number
}

/** A request that the grant allows now, with everything that it draws on limits reserved. */
export type AuthorizedRequest = JudgedRequest & {
  /** The venue answered, whatever it said. */
  settle(): Promise<void>
  /** The request provably never left, or was never signed: what it drew is given back. */
  release(): Promise<void>
}

/**
 * Judges a request by the grant, and reserves what it draws on limits, all or nothing. Whoever signs does so afterwards. What is reserved is
 * given back only when the request provably never left: what was refused, cancelled or not filled counts, and a repetition
 * counts again, under whatever order id.
 * @param nowMs The venue's time, unix milliseconds.
 * @throws what `judgeRequest` throws, NotionalExceededError, BudgetExceededError, OpenOrdersExceededError, PositionExceededError,
 * RequestRateExceededError, PriceMissingError, StateMissingError, OrderUncountableError, DecimalInvalidError,
 * BudgetLedgerInvalidError.
 */
export async function authorizeRequest(
  authority: VenueAuthority,
  request: VenueRequest,
  nowMs: number,
): Promise<AuthorizedRequest> {
  const { judged, takes } = await countRequest(authority, request, nowMs)
  if (takes.length === 0) return { ...judged, settle: nothing, release: nothing }
  const { budgets } = authority
  const answer = await budgets.reserve(
    takes.map(({ take }) => take),
    { nowMs },
  )
  if (!answer.reserved) throw exceeded(authority, takes, answer)
  const { id } = answer
  return { ...judged, settle: () => budgets.settle(id), release: () => budgets.release(id) }
}

/** Judges and counts, and reserves nothing. @throws as `authorizeRequest`, but for what only the ledger knows. */
export async function countRequest(
  authority: VenueAuthority,
  request: VenueRequest,
  nowMs: number,
): Promise<{ readonly judged: JudgedRequest; readonly takes: readonly LimitTake[] }> {
  const { grant, grantId, prices, maxPriceAgeMs } = authority
  const judged = judgeRequest(authority, request, nowMs)
  const references = await readReferences(grant, judged, { prices, nowMs, maxPriceAgeMs })
  const reports = await readReports(grant, judged, authority)
  return { judged, takes: takesOf({ grant, grantId, nowMs, references, reports }, judged) }
}

async function nothing(): Promise<void> {}

function exceeded(
  { grant }: VenueAuthority,
  takes: readonly LimitTake[],
  { index, remaining }: { readonly index: number; readonly remaining: string },
): Error {
  const found = takes[index]
  const limit: VenueLimit | undefined = found && grant.limits[found.index]
  if (found === undefined || limit === undefined)
    throw new BudgetLedgerInvalidError({ reason: 'it refused what it was not asked for.' })
  const requested = found.take.kind === 'rate' ? '1' : found.take.amount
  const amounts = { requested, remaining, allowed: limit.amount }
  switch (limit.kind) {
    case 'openOrders':
      return new OpenOrdersExceededError(amounts)
    case 'position':
      return new PositionExceededError({ ...amounts, market: limit.market })
    case 'requestRate':
      return new RequestRateExceededError({ allowed: limit.amount, period: limit.period })
    default: {
      const per = limit.kind === 'notionalPerPeriod' ? `per ${limit.period} seconds` : 'in all'
      return new BudgetExceededError({ ...amounts, asset: limit.asset, per })
    }
  }
}

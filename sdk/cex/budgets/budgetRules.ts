import { randomUUID } from 'node:crypto'
import { Big } from 'big.js'
import { BudgetLedgerInvalidError } from '../../errors/venueLimit.ts'
import type { BudgetAnswer, BudgetTake, RateTake, StateTake, SumTake } from './budgetLedger.ts'
import type { BudgetPage, Reservation } from './budgetPage.ts'

/** How long what was signed and not heard of may still reach the venue: its longest window of 60 seconds, and some for the way. */
const IN_FLIGHT_MS = 90_000

/** How long outcomes are remembered for reports that were asked for before; longer than any report takes. */
const REMEMBERED_MS = 600_000

/** How long a reservation may be given back. */
const RELEASABLE_MS = 86_400_000

const DECIMAL = /^-?\d+(\.\d+)?$/

/** What every ledger does to reserve. @throws BudgetLedgerInvalidError when it is asked for what makes no sense. */
export function reserveOn(page: BudgetPage, takes: readonly BudgetTake[], nowMs: number): BudgetAnswer {
  checkTakes(takes, nowMs)
  for (const [index, take] of takes.entries()) {
    const remaining = remainingOf(page, take, nowMs)
    const amount = take.kind === 'rate' ? number('1') : number(take.amount)
    if (amount.gt(remaining)) return { reserved: false, index, remaining: textOf(remaining) }
  }
  const id = randomUUID()
  const sums = takes.filter((take) => take.kind === 'sum').map((take) => addToSum(page, take))
  for (const take of takes) {
    if (take.kind === 'rate') addTime(page, take, nowMs)
    else if (take.kind === 'state') addPending(page, take, id, nowMs)
  }
  page.dropReservations(nowMs - RELEASABLE_MS)
  page.putReservation({ id, atMs: nowMs, sums })
  return { reserved: true, id }
}

/** What every ledger does when an outcome is known. */
export function settleOn(page: BudgetPage, id: string): void {
  const mark = page.mark() + 1
  page.putMark(mark)
  page.settlePending(id, mark)
  page.removeReservation(id)
}

/** What every ledger does to give back, once. */
export function releaseOn(page: BudgetPage, id: string): void {
  const reservation = page.reservation(id)
  if (reservation === undefined) return
  for (const { limit, period, amount } of reservation.sums) {
    const sum = page.sum(limit)
    if (sum?.period === period)
      page.putSum(limit, { period, used: textOf(number(sum.used).minus(number(amount))) })
  }
  page.removePending(id)
  page.removeReservation(id)
}

function remainingOf(page: BudgetPage, take: BudgetTake, nowMs: number): Big {
  if (take.kind === 'sum') return number(take.allowed).minus(number(currentSum(page, take).used))
  if (take.kind === 'rate') {
    // what happened at a time that the clock has not reached yet counts as well
    return number(String(take.allowed)).minus(page.timesAfter(take.limit, nowMs - take.periodMs))
  }
  const counted = page
    .pending(take.limit)
    .filter(({ settled, atMs }) => (settled === 0 ? atMs + IN_FLIGHT_MS > nowMs : settled > take.mark))
  return counted.reduce((left, { amount }) => left.minus(number(amount)), number(take.remaining))
}

/** A period that is over is never drawn on again, even if the clock goes back into it. */
function currentSum(page: BudgetPage, { limit, period }: SumTake): { period: number; used: string } {
  const sum = page.sum(limit)
  return sum === undefined || sum.period < period ? { period, used: '0' } : sum
}

function addToSum(page: BudgetPage, take: SumTake): Reservation['sums'][number] {
  const { limit, amount } = take
  const { period, used } = currentSum(page, take)
  page.putSum(limit, { period, used: textOf(number(used).plus(number(amount))) })
  return { limit, period, amount }
}

function addTime(page: BudgetPage, { limit, periodMs }: RateTake, nowMs: number): void {
  page.dropTimes(limit, nowMs - periodMs)
  page.addTime(limit, Math.max(nowMs, page.latestTime(limit)))
}

function addPending(page: BudgetPage, { limit, amount }: StateTake, id: string, nowMs: number): void {
  page.dropPending(limit, nowMs - REMEMBERED_MS)
  page.putPending({ id, limit, amount, atMs: nowMs, settled: 0 })
}

function checkTakes(takes: readonly BudgetTake[], nowMs: number): void {
  if (!Number.isSafeInteger(nowMs) || nowMs < 0) throw refused('the time is no whole number of milliseconds.')
  if (new Set(takes.map(({ limit }) => limit)).size !== takes.length) throw refused('a limit is named twice.')
  for (const take of takes) {
    const numbers =
      take.kind === 'rate' ? [take.allowed, take.periodMs] : take.kind === 'sum' ? [take.period] : [take.mark]
    if (!numbers.every((one) => Number.isSafeInteger(one) && one >= 0))
      throw refused('a take has no whole numbers.')
    if (take.kind === 'rate') continue
    if (number(take.amount).lt(0)) throw refused('an amount is below zero.')
    number(take.kind === 'sum' ? take.allowed : take.remaining)
  }
}

function number(text: string): Big {
  if (typeof text !== 'string' || !DECIMAL.test(text)) throw refused('an amount is not a plain decimal.')
  return new Big(text)
}

function textOf(value: Big): string {
  return value.toFixed()
}

function refused(reason: string): BudgetLedgerInvalidError {
  return new BudgetLedgerInvalidError({ reason })
}

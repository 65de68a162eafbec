import type { BudgetLedger } from './budgetLedger.ts'
import type { BudgetPage, BudgetSum, PendingTake, Reservation } from './budgetPage.ts'
import { releaseOn, reserveOn, settleOn } from './budgetRules.ts'

/**
 * A ledger of this process. It holds limits within the process; what was spent is forgotten when it ends, so it is for tests, and for
 * limits that somebody else enforces.
 */
export function memoryBudgetLedger(): BudgetLedger {
  const sums = new Map<string, BudgetSum>()
  const page = pageOf(sums)
  return {
    // rules check everything before they change anything, so what throws has changed nothing
    reserve: async (takes, { nowMs }) => reserveOn(page, takes, nowMs),
    settle: async (id) => settleOn(page, id),
    release: async (id) => releaseOn(page, id),
    mark: async () => page.mark(),
    spent: async (limit) => page.sum(limit)?.used ?? '0',
    close: async () => {},
  }
}

function pageOf(sums: Map<string, BudgetSum>): BudgetPage {
  const times = new Map<string, number[]>()
  const reservations = new Map<string, Reservation>()
  let pending: readonly PendingTake[] = []
  let mark = 0
  return {
    sum: (limit) => sums.get(limit),
    putSum: (limit, sum) => void sums.set(limit, sum),
    timesAfter: (limit, afterMs) => (times.get(limit) ?? []).filter((at) => at > afterMs).length,
    latestTime: (limit) => times.get(limit)?.at(-1) ?? 0,
    addTime: (limit, atMs) => void times.set(limit, [...(times.get(limit) ?? []), atMs]),
    dropTimes: (limit, untilMs) =>
      void times.set(
        limit,
        (times.get(limit) ?? []).filter((at) => at > untilMs),
      ),
    pending: (limit) => pending.filter((one) => one.limit === limit),
    putPending: (one) => {
      pending = [...pending, one]
    },
    settlePending: (id, settled) => {
      pending = pending.map((one) => (one.id === id ? { ...one, settled } : one))
    },
    removePending: (id) => {
      pending = pending.filter((one) => one.id !== id)
    },
    dropPending: (limit, untilMs) => {
      pending = pending.filter((one) => one.limit !== limit || one.atMs > untilMs)
    },
    reservation: (id) => reservations.get(id),
    putReservation: (reservation) => void reservations.set(reservation.id, reservation),
    removeReservation: (id) => void reservations.delete(id),
    dropReservations: (untilMs) => {
      // the oldest come first
      for (const { id, atMs } of reservations.values()) {
        if (atMs > untilMs) break
        reservations.delete(id)
      }
    },
    mark: () => mark,
    putMark: (next) => {
      mark = next
    },
  }
}

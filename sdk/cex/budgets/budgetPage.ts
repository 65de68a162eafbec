/** What was drawn on a sum in the latest period that anybody drew on. */
export type BudgetSum = { readonly period: number; readonly used: string }

/** What was reserved of a limit that the venue reports on. */
export type PendingTake = {
  readonly id: string
  readonly limit: string
  readonly amount: string
  readonly atMs: number
  /** The mark at which its outcome was known; 0 before. */
  readonly settled: number
}

/** A reservation, for as long as it may be given back. */
export type Reservation = {
  readonly id: string
  readonly atMs: number
  /** What it drew on sums, with the period that it was counted in. */
  readonly sums: readonly { readonly limit: string; readonly period: number; readonly amount: string }[]
}

/** What is seen and changed in one transaction of a ledger. */
export type BudgetPage = {
  sum(limit: string): BudgetSum | undefined
  putSum(limit: string, sum: BudgetSum): void
  /** Times, in unix milliseconds, later than the one given. */
  timesAfter(limit: string, afterMs: number): number
  /** The latest time; 0 for none. */
  latestTime(limit: string): number
  addTime(limit: string, atMs: number): void
  dropTimes(limit: string, untilMs: number): void
  pending(limit: string): readonly PendingTake[]
  putPending(pending: PendingTake): void
  /** Says of all of a reservation's that the outcome is known. */
  settlePending(id: string, mark: number): void
  removePending(id: string): void
  dropPending(limit: string, untilMs: number): void
  reservation(id: string): Reservation | undefined
  putReservation(reservation: Reservation): void
  removeReservation(id: string): void
  dropReservations(untilMs: number): void
  mark(): number
  putMark(mark: number): void
}

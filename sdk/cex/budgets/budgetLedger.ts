/** Draws on a sum: of a period, or of the life of a grant. */
export type SumTake = {
  readonly kind: 'sum'
  /** The limit's name in the ledger. */
  readonly limit: string
  /** Which period it is for, counted from 0; 0 for a sum that never starts again. */
  readonly period: number
  /** Plain decimals as text. */
  readonly amount: string
  /** The most that the period may come to, inclusive. */
  readonly allowed: string
}

/** Draws on how often something may happen in any stretch of time. */
export type RateTake = {
  readonly kind: 'rate'
  readonly limit: string
  /** Most times within `periodMs`, inclusive. */
  readonly allowed: number
  readonly periodMs: number
}

/**
 * Adds to something that the venue reports: open orders, a position. What the ledger knows of and the report cannot have is counted too:
 * reservations without an outcome, for 90 seconds, and those whose outcome came after the report was asked for.
 */
export type StateTake = {
  readonly kind: 'state'
  readonly limit: string
  /** Plain decimals as text. */
  readonly amount: string
  /** What the report leaves of the limit; may have a minus in front. */
  readonly remaining: string
  /** What `mark` said before the report was asked for. */
  readonly mark: number
}

/** Something that a request draws on a limit. */
export type BudgetTake = SumTake | RateTake | StateTake

/** What came of asking for a reservation. */
export type BudgetAnswer =
  | { readonly reserved: true; readonly id: string }
  /** The first take that does not fit, by its index, and what remains there; nothing was reserved. */
  | { readonly reserved: false; readonly index: number; readonly remaining: string }

/**
 * Keeps what was drawn on the limits of grants. Everybody who uses a grant, on one machine, shares one ledger. Every implementation runs
 * test/conformance/budgetLedger.suite.ts.
 */
export type BudgetLedger = {
  /**
   * Reserves all of it or nothing, alone among all that share the ledger. When the promise resolves, it is kept: it outlives this
   * process. Time that goes back opens no period again.
   * @param takes At most one for each limit.
   * @throws BudgetLedgerInvalidError.
   */
  reserve(takes: readonly BudgetTake[], options: { nowMs: number }): Promise<BudgetAnswer>
  /** The outcome is known: reports that are asked for from here on have it. Sums stay as they are. */
  settle(id: string): Promise<void>
  /**
   * Gives back what was reserved, once. Only for what provably never left. Times that count towards a rate are not given back, nor is
   * anything of a period that is over.
   */
  release(id: string): Promise<void>
  /** A number that goes up with every outcome; to be read before a report is asked for. */
  mark(): Promise<number>
  /** What was drawn on a sum in its latest period; `'0'` for one that it does not know. */
  spent(limit: string): Promise<string>
  /** Lets go of files. The ledger is not usable afterwards. */
  close(): Promise<void>
}

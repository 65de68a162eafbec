import { BudgetLedgerInvalidError } from '../../errors/venueLimit.ts'
import { privateDatabase } from '../../internal/privateDatabase.ts'
import type { BudgetLedger } from './budgetLedger.ts'
import { BUDGET_SCHEMA, budgetRows } from './budgetRows.ts'
import { releaseOn, reserveOn, settleOn } from './budgetRules.ts'

export type FileBudgetLedgerParameters = {
  /** The file, made when it is not there, readable by its owner only. On a disk of this machine, not on a network. */
  path: string
  /** How long to wait for other processes, in milliseconds; 10,000 by default. */
  timeout?: number | undefined
  /**
   * What a reservation has to outlive: a `power cut`, by default, for which each waits for the disk once; or only the end of the
   * `process`, however sudden, which takes no time worth measuring.
   */
  outlives?: 'power cut' | 'process' | undefined
}

/** What a file of another version, or of this package's other ledgers, is not. */
const VERSION = 301

/**
 * A ledger in an SQLite file, which all processes of one machine may share. A process that is killed in the middle of a reservation
 * leaves none of it behind. It holds amounts and no keys.
 * @throws BudgetLedgerInvalidError when the file is of another kind or version, or not its owner's only.
 */
export function fileBudgetLedger(parameters: FileBudgetLedgerParameters): BudgetLedger {
  const { path, timeout = 10_000, outlives = 'power cut' } = parameters
  const refused = (reason: string, options?: { cause: unknown }): Error =>
    new BudgetLedgerInvalidError({ reason }, options)
  const what = 'a budget ledger'
  const { database, transact } = wrapped(`${path} cannot be opened.`, () =>
    privateDatabase({ path, timeout, what, schema: BUDGET_SCHEMA, version: VERSION, refused }),
  )
  const page = budgetRows(database)
  const run = <result>(work: () => result, durable: boolean): result =>
    wrapped('the change was not kept.', () =>
      transact(work, { durable: durable && outlives === 'power cut' }),
    )
  return {
    reserve: async (takes, { nowMs }) => run(() => reserveOn(page, takes, nowMs), true),
    // when a power cut takes these back, more is counted, not less
    settle: async (id) => run(() => settleOn(page, id), false),
    release: async (id) => run(() => releaseOn(page, id), false),
    mark: async () => page.mark(),
    spent: async (limit) => page.sum(limit)?.used ?? '0',
    close: async () => database.close(),
  }
}

function wrapped<result>(reason: string, work: () => result): result {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof BudgetLedgerInvalidError) throw cause
    throw new BudgetLedgerInvalidError({ reason }, { cause })
  }
}

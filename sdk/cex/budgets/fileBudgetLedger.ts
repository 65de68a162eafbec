import { closeSync, fstatSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BudgetLedgerInvalidError } from '../../errors/venueLimit.ts'
import type { BudgetLedger } from './budgetLedger.ts'
import { releaseOn, reserveOn, settleOn } from './budgetRules.ts'
import { BUDGET_SCHEMA, budgetRows } from './budgetRows.ts'

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

/** What SQLite calls the kind of a file: that of other programs, and of this one's other ledgers, differs. */
const KIND = 0x4c4b_4201
const VERSION = 1

/**
 * A ledger in an SQLite file, which all processes of one machine may share. A process that is killed in the middle of a reservation
 * leaves none of it behind. It holds amounts and no keys.
 * @throws BudgetLedgerInvalidError when the file is of another kind or version, or not its owner's only.
 */
export function fileBudgetLedger(parameters: FileBudgetLedgerParameters): BudgetLedger {
  const { timeout = 10_000, outlives = 'power cut' } = parameters
  // SQLite knows names that are no files, such as `:memory:`.
  const path = resolve(parameters.path)
  const database = open(path, timeout)
  const page = budgetRows(database)
  const run = <result>(work: () => result, durable: boolean): result => {
    // In WAL mode only FULL waits for the disk. What a killed process has committed is kept either way.
    database.exec(`PRAGMA synchronous = ${durable && outlives === 'power cut' ? 'FULL' : 'NORMAL'}`)
    return transaction(database, work)
  }
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

function transaction<result>(database: DatabaseSync, work: () => result): result {
  try {
    database.exec('BEGIN IMMEDIATE')
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (cause) {
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK')
    if (cause instanceof BudgetLedgerInvalidError) throw cause
    throw new BudgetLedgerInvalidError({ reason: 'the change was not kept.' }, { cause })
  }
}

function open(path: string, timeout: number): DatabaseSync {
  try {
    // SQLite gives its other files the permissions of this one.
    const file = openSync(path, 'a', 0o600)
    const { mode } = fstatSync(file)
    closeSync(file)
    // Whoever changes it decides what may be spent again. Windows has no such bits.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new BudgetLedgerInvalidError({ reason: `others may read or change ${path}; let its owner only.` })
    }
    const database = new DatabaseSync(path, { timeout })
    try {
      prepare(database, path)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  } catch (cause) {
    if (cause instanceof BudgetLedgerInvalidError) throw cause
    throw new BudgetLedgerInvalidError({ reason: `${path} cannot be opened.` }, { cause })
  }
}

function prepare(database: DatabaseSync, path: string): void {
  const read = (sql: string, column: string): number => Number(database.prepare(sql).get()?.[column])
  database.exec('PRAGMA journal_mode = WAL')
  transaction(database, () => {
    const isNew = read('SELECT count(*) AS n FROM sqlite_master', 'n') === 0
    const kind = read('PRAGMA application_id', 'application_id')
    const version = read('PRAGMA user_version', 'user_version')
    if (!isNew && (kind !== KIND || version !== VERSION)) {
      throw new BudgetLedgerInvalidError({ reason: `${path} is not a budget ledger of this version.` })
    }
    database.exec(BUDGET_SCHEMA)
    database.exec(`PRAGMA application_id = ${KIND}`)
    database.exec(`PRAGMA user_version = ${VERSION}`)
  })
}

import { closeSync, fstatSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LedgerInvalidError } from '../../errors/bot.ts'
import { isInFlight } from './intent.ts'
import { readIntent, writeIntent } from './intentRecord.ts'
import type { Ledger, LedgerPage } from './ledger.ts'

export type FileLedgerParameters = {
  /** The file, made when it is not there, readable by its owner only. On a disk of this machine, not on a network. */
  path: string
  /** How long to wait for other processes, in milliseconds; 10,000 by default. */
  timeout?: number | undefined
  /**
   * What has to outlive: a `power cut`, by default, for which every intent waits for the disk once; or only the end of the `process`,
   * however sudden, which takes no time worth measuring.
   */
  outlives?: 'power cut' | 'process' | undefined
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS intents (
  scope TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, inFlight INTEGER NOT NULL, record TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS intentsByRevision ON intents (scope, revision);
CREATE INDEX IF NOT EXISTS intentsInFlight ON intents (scope, revision) WHERE inFlight = 1;
CREATE TABLE IF NOT EXISTS sequences (channel TEXT PRIMARY KEY, next TEXT, free TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revisions (latest INTEGER NOT NULL);
INSERT INTO revisions SELECT 0 WHERE NOT EXISTS (SELECT * FROM revisions);
`

/** What a file of another version, or of another program, is not. */
const VERSION = 1

/**
 * A ledger in an SQLite file, which all processes of one machine may share. A process that is killed in the middle of a change leaves
 * none of it behind. For Node 22.13 or newer. It holds signed operations until they are on chain, and no keys.
 * @throws LedgerInvalidError when the file is of another kind or version, or not its owner's only.
 */
export function fileLedger(parameters: FileLedgerParameters): Ledger {
  const { timeout = 10_000, outlives = 'power cut' } = parameters
  // SQLite knows names that are no files, such as `:memory:`.
  const path = resolve(parameters.path)
  const database = open(path, timeout)
  const page = pageOf(database)
  const run = <result>(work: (page: LedgerPage) => result, durable: boolean): result => {
    // In WAL mode only FULL waits for the disk. What a killed process has committed is kept either way.
    database.exec(`PRAGMA synchronous = ${durable && outlives === 'power cut' ? 'FULL' : 'NORMAL'}`)
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work(page)
      database.exec('COMMIT')
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
  return {
    transact: async (work, { durable = true } = {}) => run(work, durable),
    close: async () => database.close(),
  }
}

function open(path: string, timeout: number): DatabaseSync {
  // SQLite gives its other files the permissions of this one.
  const file = openSync(path, 'a', 0o600)
  const { mode } = fstatSync(file)
  closeSync(file)
  // Whoever changes it decides what is done again. Windows has no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new LedgerInvalidError({ reason: `others may read or change ${path}; let its owner only.` })
  }
  const database = new DatabaseSync(path, { timeout })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('BEGIN IMMEDIATE')
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
    const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.['n'])
    if (version !== VERSION && (version !== 0 || tables > 0)) {
      throw new LedgerInvalidError({ reason: `${path} is not a ledger of this version.` })
    }
    database.exec(SCHEMA)
    database.exec(`PRAGMA user_version = ${VERSION}`)
    database.exec('COMMIT')
    return database
  } catch (cause) {
    database.close()
    if (cause instanceof LedgerInvalidError) throw cause
    throw new LedgerInvalidError({ reason: `${path} cannot be opened.` }, { cause })
  }
}

function pageOf(database: DatabaseSync): LedgerPage {
  const one = database.prepare('SELECT record, revision FROM intents WHERE scope = ? AND id = ?')
  const inFlight = database.prepare(
    'SELECT record, revision FROM intents WHERE scope = ? AND inFlight = 1 ORDER BY revision',
  )
  const since = database.prepare(
    'SELECT record, revision FROM intents WHERE scope = ? AND revision > ? ORDER BY revision',
  )
  const count = database.prepare('UPDATE revisions SET latest = latest + 1 RETURNING latest')
  const latest = database.prepare('SELECT latest FROM revisions')
  const put = database.prepare('INSERT OR REPLACE INTO intents VALUES (?, ?, ?, ?, ?)')
  const remove = database.prepare('DELETE FROM intents WHERE scope = ? AND id = ?')
  const sequence = database.prepare('SELECT next, free FROM sequences WHERE channel = ?')
  const putSequence = database.prepare('INSERT OR REPLACE INTO sequences VALUES (?, ?, ?)')
  const intentOf = (row: Row) => readIntent(String(row['record']), Number(row['revision']))
  return {
    intent(scope, id) {
      const row = one.get(scope, id)
      return row && intentOf(row)
    },
    intentsInFlight: (scope) => inFlight.all(scope).map(intentOf),
    intents: (scope, from = 0) => since.all(scope, from).map(intentOf),
    putIntent(intent) {
      const revision = Number(count.get()?.['latest'])
      put.run(intent.scope, intent.id, revision, isInFlight(intent) ? 1 : 0, writeIntent(intent))
    },
    removeIntent(scope, id) {
      remove.run(scope, id)
    },
    sequence(channel) {
      const { next = null, free = '[]' } = sequence.get(channel) ?? {}
      return {
        next: next === null ? undefined : BigInt(String(next)),
        free: (JSON.parse(String(free)) as string[]).map(BigInt),
      }
    },
    putSequence(channel, { next, free }) {
      putSequence.run(channel, next?.toString() ?? null, JSON.stringify(free.map(String)))
    },
    revision: () => Number(latest.get()?.['latest']),
  }
}

type Row = { readonly [column: string]: unknown }

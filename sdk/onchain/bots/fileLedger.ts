import type { DatabaseSync } from 'node:sqlite'
import { LedgerInvalidError } from '../../errors/bot.ts'
import { privateDatabase } from '../../internal/privateDatabase.ts'
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
  const { path, timeout = 10_000, outlives = 'power cut' } = parameters
  const { database, transact } = privateDatabase({
    ...{ path, timeout, what: 'a ledger', schema: SCHEMA, version: VERSION },
    refused: (reason, options) => new LedgerInvalidError({ reason }, options),
  })
  const page = pageOf(database)
  return {
    transact: async (work, { durable = true } = {}) =>
      transact(() => work(page), { durable: durable && outlives === 'power cut' }),
    close: async () => database.close(),
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

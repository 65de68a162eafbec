import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type PrivateDatabaseParameters = {
  /** The file, made when it is not there, readable by its owner only. On a disk of this machine, not on a network. */
  path: string
  /** How long to wait for other processes, in milliseconds. */
  timeout: number
  /** What it holds, as in `a ledger`. */
  what: string
  /** Statements that make the tables where they are not there. */
  schema: string
  /** What a file of another version, or of another program, is not. */
  version: number
  /** The error that says why the file is not taken. */
  refused: (reason: string, options?: { cause: unknown }) => Error
}

/** Work on a database, all of it or nothing. */
export type PrivateDatabase = {
  readonly database: DatabaseSync
  /**
   * Runs `work` in one transaction that no other interleaves with. What is `durable` outlives a power cut once this returns; what is not
   * outlives the end of the process only, and takes no time worth measuring.
   */
  transact<result>(work: () => result, options: { durable: boolean }): result
}

/** An SQLite file that the processes of one machine share, and that nobody but its owner may read. */
export function privateDatabase(parameters: PrivateDatabaseParameters): PrivateDatabase {
  const database = open(parameters)
  const path = resolve(parameters.path)
  const own = identityOf(path)
  return {
    database,
    transact(work, { durable }) {
      // whoever opens the path next would go on in another file, and count from zero
      if (identityOf(path) !== own) throw parameters.refused(`${path} was removed or replaced.`)
      // In WAL mode only FULL waits for the disk. What a killed process has committed is kept either way.
      database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        database.exec('COMMIT')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
  }
}

function open({
  timeout,
  what,
  schema,
  version,
  refused,
  ...given
}: PrivateDatabaseParameters): DatabaseSync {
  // SQLite knows names that are no files, such as `:memory:`.
  const path = resolve(given.path)
  refuseExposed(path, refused)
  const database = new DatabaseSync(path, { timeout })
  let wrong: Error | undefined
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('BEGIN IMMEDIATE')
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
    const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.['n'])
    if (found !== version && (found !== 0 || tables > 0)) {
      wrong = refused(`${path} is not ${what} of this version.`)
      throw wrong
    }
    database.exec(schema)
    database.exec(`PRAGMA user_version = ${version}`)
    database.exec('COMMIT')
    return database
  } catch (cause) {
    database.close()
    throw wrong ?? refused(`${path} cannot be opened.`, { cause })
  }
}

/** What tells the file at a path from others that were there; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}

function openAt(path: string, refused: PrivateDatabaseParameters['refused']): number {
  try {
    return openSync(path, 'a', 0o600)
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw refused(absent ? `the folder of ${path} does not exist.` : `${path} cannot be opened.`, { cause })
  }
}

/** Whoever changes the file decides what is done again. Windows has no such bits. */
function refuseExposed(path: string, refused: PrivateDatabaseParameters['refused']): void {
  // SQLite gives its other files the permissions of this one.
  const file = openAt(path, refused)
  const { mode } = fstatSync(file)
  closeSync(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw refused(`others may read or change ${path}; let its owner only.`)
  }
}

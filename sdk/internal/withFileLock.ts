import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** How long to wait for another process, milliseconds. */
const WAIT_MS = 10_000
const POLL_MS = 20

/**
 * Runs a task while no other process of this machine runs one with the same lock file. A lock whose process has died is taken over.
 * @throws whatever `busy` makes when the lock stays taken.
 */
export async function withFileLock<result>(
  path: string,
  task: () => Promise<result>,
  busy: () => Error,
  waitMs: number = WAIT_MS,
): Promise<result> {
  const mine = `${process.pid} ${randomBytes(8).toString('hex')}`
  const started = performance.now()
  while (!(await take(path, mine))) {
    if (performance.now() - started >= waitMs) throw busy()
    await pause(POLL_MS)
  }
  try {
    return await task()
  } finally {
    if ((await holder(path)) === mine) await rm(path, { force: true })
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  try {
    await writeFile(path, mine, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const theirs = await holder(path)
  // An empty file is a lock that is just being written.
  if (theirs === undefined || theirs === '' || isAlive(Number(theirs.split(' ')[0]))) return false
  // Two who see the same dead holder: only one of them removes what the other has not replaced yet.
  if ((await holder(path)) === theirs) await rm(path, { force: true })
  return false
}

async function holder(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It exists, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { mayRun, processName } from './processName.ts'

/** How long to wait for another process, milliseconds. */
const WAIT_MS = 10_000
const POLL_MS = 20

/**
 * Runs a task while no other process of this machine runs one with the same lock file. A lock whose process has died is taken over, also when its
 * number went to another one meanwhile.
 * @throws whatever `busy` makes when the lock stays taken.
 */
export async function withFileLock<result>(
  path: string,
  task: () => Promise<result>,
  busy: () => Error,
  waitMs: number = WAIT_MS,
): Promise<result> {
  const mine = `${processName()} ${randomBytes(8).toString('hex')}`
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
  if (await create(path, mine)) return true
  const theirs = await holder(path)
  if (theirs !== undefined && mayRun(theirs)) return false
  if (theirs !== undefined) await clear(path, theirs)
  return create(path, mine)
}

/** Written elsewhere first: a lock never stands there without the name of its holder. */
async function create(path: string, mine: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, mine, { flag: 'wx', mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes the lock of a dead process. One that another process took in the meantime is put back. */
async function clear(path: string, theirs: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await rename(path, aside)
    if ((await holder(aside)) !== theirs) await link(aside, path)
  } catch (error) {
    // Somebody else was faster.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
  await rm(aside, { force: true })
}

async function holder(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

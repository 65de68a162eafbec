import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileBudgetLedger } from '../../sdk/cex/budgets/fileBudgetLedger.ts'
import { memoryBudgetLedger } from '../../sdk/cex/budgets/memoryBudgetLedger.ts'
import { budgetLedgerSuite, sum } from './budgetLedger.suite.ts'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))

const newPath = () => join(folder, `${++files}.sqlite`)

budgetLedgerSuite('memoryBudgetLedger', memoryBudgetLedger)
budgetLedgerSuite('fileBudgetLedger', () => fileBudgetLedger({ path: newPath() }))
budgetLedgerSuite('fileBudgetLedger that outlives the process', () =>
  fileBudgetLedger({ path: newPath(), outlives: 'process' }),
)

test('fileBudgetLedger keeps what was spent for the next process, for its owner only', async () => {
  const path = newPath()
  const ledger = fileBudgetLedger({ path })
  const answer = await ledger.reserve([sum({ amount: '2' })], { nowMs: 1 })
  const open = fileBudgetLedger({ path })
  expect(await open.spent('sum')).toBe('2')
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    expect((await stat(file)).mode & 0o077, file).toBe(0)
  }
  await open.release(answer.reserved ? answer.id : '')
  expect(await ledger.spent('sum')).toBe('0')
  await ledger.close()
  await open.close()
})

test.for([0o640, 0o604])(
  'fileBudgetLedger refuses a file that others have to do with: mode %o',
  async (mode) => {
    const path = newPath()
    await fileBudgetLedger({ path }).close()
    await chmod(path, mode)
    const error = {
      name: 'BudgetLedgerInvalidError',
      message: expect.stringContaining('others may read or change'),
    }
    expect(() => fileBudgetLedger({ path })).toThrow(expect.objectContaining(error))
    await chmod(path, 0o600)
    await fileBudgetLedger({ path }).close()
  },
)

test.for(['removed', 'replaced'])('fileBudgetLedger goes on in no file that was %s', async (how) => {
  const path = newPath()
  const ledger = fileBudgetLedger({ path })
  await ledger.reserve([sum({ amount: '2' })], { nowMs: 1 })
  for (const file of [path, `${path}-wal`, `${path}-shm`]) await rm(file)
  const next = how === 'replaced' ? fileBudgetLedger({ path }) : undefined
  // it would count what is left of two budgets
  await expect(ledger.reserve([sum({ amount: '2' })], { nowMs: 1 })).rejects.toThrow(
    expect.objectContaining({
      name: 'BudgetLedgerInvalidError',
      message: expect.stringContaining('was removed or replaced'),
    }),
  )
  await next?.reserve([sum({ amount: '2' })], { nowMs: 1 })
  await ledger.close()
  await next?.close()
})

test('fileBudgetLedger refuses files of other programs and versions, and leaves them as they are', async () => {
  const [text, other, later] = [newPath(), newPath(), newPath()]
  const words = 'not a database, but something else that is long enough to look like one'.repeat(20)
  await writeFile(text, words)
  const database = new DatabaseSync(other)
  database.exec('CREATE TABLE theirs (a); PRAGMA user_version = 1')
  database.close()
  await fileBudgetLedger({ path: later }).close()
  const changed = new DatabaseSync(later)
  changed.exec('PRAGMA user_version = 2')
  changed.close()
  for (const path of [text, other, later, join(folder, 'no', 'such', 'folder')]) {
    await chmod(path, 0o600).catch(() => {})
    const error = { name: 'BudgetLedgerInvalidError' }
    expect(() => fileBudgetLedger({ path }), path).toThrow(expect.objectContaining(error))
  }
  expect(await readFile(text, 'utf8')).toBe(words)
})

test('fileBudgetLedger that cannot keep a change reserves nothing', async () => {
  const path = newPath()
  const ledger = fileBudgetLedger({ path, timeout: 10 })
  const blocker = new DatabaseSync(path)
  blocker.exec('BEGIN IMMEDIATE')
  const blocked = ledger.reserve([sum()], { nowMs: 1 })
  await expect(blocked).rejects.toThrow(expect.objectContaining({ name: 'BudgetLedgerInvalidError' }))
  blocker.exec('ROLLBACK')
  blocker.close()
  expect(await ledger.spent('sum')).toBe('0')
  expect(await ledger.reserve([sum()], { nowMs: 1 })).toMatchObject({ reserved: true })
  await ledger.close()
  await expect(ledger.reserve([sum()], { nowMs: 1 })).rejects.toThrow()
})

/** Spends a budget of 40 by hundredths, and notes each before and after, until it is killed or nothing is left. */
function startSpender(path: string, notes: string): ChildProcess {
  const module = import.meta.resolve('../../sdk/cex/budgets/fileBudgetLedger.ts')
  const script = `
    const { appendFileSync } = await import('node:fs')
    const { fileBudgetLedger } = await import(${JSON.stringify(module)})
    const ledger = fileBudgetLedger({ path: ${JSON.stringify(path)}, outlives: 'process' })
    const take = { kind: 'sum', limit: 'budget', period: 0, amount: '0.01', allowed: '40' }
    for (let turn = 0; ; turn++) {
      const answer = await ledger.reserve([take, { ...take, limit: 'other' }], { nowMs: Date.now() })
      if (!answer.reserved) break
      if (turn % 7 === 3) await ledger.release(answer.id)
      else appendFileSync(${JSON.stringify(notes)}, answer.id + '\\n')
    }
    await ledger.close()`
  const args = ['--no-warnings', '--input-type=module', '--eval', script]
  return spawn(process.execPath, args, { env: {}, stdio: 'ignore' })
}

async function linesOf(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

test('processes that are killed at any moment never overspend together, and lose at most what was in hand', async () => {
  const path = newPath()
  const notes = `${path}.notes`
  const running = new Set<ChildProcess>()
  const start = (): ChildProcess => {
    const child = startSpender(path, notes)
    running.add(child)
    child.once('exit', () => running.delete(child))
    return child
  }
  let killed = 0
  const kill = async (): Promise<void> => {
    const [child] = running
    if (!child) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    killed += 1
  }
  start()
  start()
  for (let round = 0; round < 15 && running.size > 0; round++) {
    // until more was spent, there is nothing to be killed in
    const before = (await linesOf(notes)).length
    while (running.size > 0 && (await linesOf(notes)).length < before + 10)
      await setTimeout(Math.random() * 4)
    await kill()
    start()
  }
  expect(killed).toBeGreaterThan(5)
  await Promise.all([...running].map((child) => once(child, 'exit')))
  const rest = startSpender(path, notes)
  await once(rest, 'exit')

  const lines = await linesOf(notes)
  expect(new Set(lines).size).toBe(lines.length)
  expect(lines.length).toBeLessThanOrEqual(4000)
  // each kill can have caught one reservation before its note was written, or before it was given back
  expect(lines.length).toBeGreaterThanOrEqual(4000 - killed)
  const ledger = fileBudgetLedger({ path })
  expect([await ledger.spent('budget'), await ledger.spent('other')]).toEqual(['40', '40'])
  await ledger.close()
}, 120_000)

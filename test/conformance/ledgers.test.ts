import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { memoryLedger } from '../../sdk/onchain/bots/index.ts'
import { fileLedger, readIntent, writeIntent } from '../../sdk/onchain/bots/node.ts'
import { anIntent, ledgerSuite } from './ledger.suite.ts'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))

const newPath = () => join(folder, `${++files}.sqlite`)

ledgerSuite('memoryLedger', memoryLedger)
ledgerSuite('fileLedger', () => fileLedger({ path: newPath() }))

test('fileLedger keeps what it has for the next process, for its owner only', async () => {
  const path = newPath()
  const ledger = fileLedger({ path })
  await ledger.transact((page) => page.putIntent(anIntent('a')))
  const open = fileLedger({ path })
  expect(await open.transact((page) => page.intent('chain account', 'a'))).toMatchObject({ id: 'a' })
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    expect((await stat(file)).mode & 0o077, file).toBe(0)
  }
  await ledger.close()
  await open.close()
})

test('fileLedger takes names for files that SQLite takes for something else', async () => {
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  const ledger = fileLedger({ path: ':memory:' })
  await ledger.transact((page) => page.putIntent(anIntent('a')))
  await ledger.close()
  const next = fileLedger({ path: ':memory:' })
  expect(await next.transact((page) => page.intent('chain account', 'a'))).toMatchObject({ id: 'a' })
  await next.close()
})

test('fileLedger loses nothing between processes that write at once', async () => {
  const path = newPath()
  const module = import.meta.resolve('../../sdk/onchain/bots/node.ts')
  const script = `
    const { fileLedger } = await import(${JSON.stringify(module)})
    const ledger = fileLedger({ path: ${JSON.stringify(path)} })
    for (let turn = 0; turn < 100; turn++) {
      await ledger.transact((page) => {
        const { next = 0n } = page.sequence('counter')
        page.putSequence('counter', { next: next + 1n, free: [] })
      }, { durable: turn % 10 === 0 })
    }`
  const run = promisify(execFile)
  const args = ['--no-warnings', '--input-type=module', '--eval', script]
  await Promise.all([1, 2].map(() => run(process.execPath, args, { env: {} })))
  const ledger = fileLedger({ path })
  expect(await ledger.transact((page) => page.sequence('counter').next)).toBe(200n)
  await ledger.close()
})

test('fileLedger refuses files of other programs and versions', async () => {
  const [text, other, later] = [newPath(), newPath(), newPath()]
  await writeFile(text, 'not a database, but something else that is long enough to look like one'.repeat(20))
  const database = new DatabaseSync(other)
  database.exec('CREATE TABLE theirs (a)')
  database.close()
  await fileLedger({ path: later }).close()
  const changed = new DatabaseSync(later)
  changed.exec('PRAGMA user_version = 2')
  changed.close()
  for (const path of [text, other, later]) {
    await chmod(path, 0o600)
    expect(() => fileLedger({ path }), path).toThrow(expect.objectContaining({ name: 'LedgerInvalidError' }))
  }
})

test.for([0o640, 0o606])("fileLedger refuses a file that is not its owner's only: mode %o", async (mode) => {
  const path = newPath()
  await fileLedger({ path }).close()
  await chmod(path, mode)
  const message = expect.stringContaining('others may read or change')
  expect(() => fileLedger({ path })).toThrow(expect.objectContaining({ name: 'LedgerInvalidError', message }))
})

test('an intent is written and read alike, and nothing else is read', () => {
  const intent = anIntent('a')
  expect(readIntent(writeIntent(intent), 5)).toEqual({ ...intent, revision: 5 })
  const record = JSON.parse(writeIntent(intent))
  for (const wrong of [{ version: 2 }, { status: 'lost' }, { nonce: 5 }, { nonce: '-1' }, { more: true }]) {
    const text = JSON.stringify({ ...record, ...wrong })
    expect(() => readIntent(text, 1)).toThrow(expect.objectContaining({ name: 'LedgerInvalidError' }))
  }
})

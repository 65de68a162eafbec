import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayRun, processName } from '../../sdk/internal/processName.ts'
import { withFileLock } from '../../sdk/internal/withFileLock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))

const busy = () => new Error('busy')

test('tasks with one lock run one after another, and leave nothing behind', async () => {
  const path = join(folder, 'turns')
  let inside = 0
  let most = 0
  const task = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, task, busy)))
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('a lock that is held is waited for no longer than asked, and given back after an error', async () => {
  const path = join(folder, 'held')
  await withFileLock(
    path,
    () => expect(withFileLock(path, async () => 1, busy, 0)).rejects.toThrow('busy'),
    busy,
  )
  await expect(withFileLock(path, () => Promise.reject(new Error('task')), busy)).rejects.toThrow('task')
  expect(await withFileLock(path, async () => 1, busy, 0)).toBe(1)
})

test('the lock of a process that died is taken over at once', async () => {
  const path = join(folder, 'dead')
  await writeFile(path, '999999999 0011')
  expect(await withFileLock(path, async () => 1, busy, 0)).toBe(1)
  await writeFile(path, '999999999 0011')
  const many = Array.from({ length: 4 }, () => withFileLock(path, async () => 1, busy))
  expect(await Promise.all(many)).toEqual([1, 1, 1, 1])
  expect(await readdir(folder)).toEqual([])
})

test('the lock of a process whose number another has now is taken over, and that of a living one is not', async () => {
  const path = join(folder, 'reused')
  const [pid, started, boot, space] = processName().split(' ')
  await writeFile(path, [pid, started, boot, space, '00'].join(' '))
  await expect(withFileLock(path, async () => 1, busy, 0)).rejects.toThrow('busy')
  if (process.platform !== 'linux') return
  for (const name of [
    [pid, `${Number(started) - 1}`, boot, space],
    [pid, started, '00000000-0000-0000-0000-000000000000', space],
  ]) {
    await writeFile(path, [...name, '00'].join(' '))
    expect(await withFileLock(path, async () => 1, busy, 0)).toBe(1)
  }
})

test('a process of another container may run, as far as can be seen from here', () => {
  const [, started, boot] = processName().split(' ')
  if (process.platform === 'linux')
    expect(mayRun(['999999999', started, boot, 'pid:[1]'].join(' '))).toBe(true)
  expect(mayRun('999999999 - - -')).toBe(false)
  expect(mayRun(`${process.pid} - - -`)).toBe(true)
  expect(mayRun('nonsense')).toBe(false)
})

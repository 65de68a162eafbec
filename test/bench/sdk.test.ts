import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { run } from '../../scripts/tasks/run.ts'

vi.setConfig({ testTimeout: 120_000 })

const bench = (...args: string[]) =>
  run(process.execPath, [join(import.meta.dirname, '../../bench/sdk.ts'), ...args])

test('counts the requests of each system on each path that it has', async () => {
  const { code, stdout, output } = await bench('--rounds', '1', '--json')
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
  const { rows, ...others } = JSON.parse(stdout)
  expect(others).toEqual({})
  const counted = rows.map(({ system, path, rpcRequests }: Record<string, unknown>) => [
    system,
    path,
    rpcRequests,
  ])
  expect(counted).toEqual([
    ['latchkey', 'bundler', 1],
    ['viem', 'bundler', expect.any(Number)],
    ['permissionless', 'bundler', expect.any(Number)],
    ['latchkey', 'direct', 1],
    ['viem', 'direct', expect.any(Number)],
  ])
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['system', 'path', 'rpcRequests', 'medianMs'])
    expect(row.medianMs).toBeGreaterThan(0)
    if (row.system !== 'latchkey') expect(row.rpcRequests).toBeGreaterThan(1)
  }
})

test('does not guess what it is asked for', async () => {
  for (const args of [['--rounds', '0'], ['everything']]) {
    expect(await bench(...args)).toMatchObject({ code: 2, stdout: '' })
  }
})

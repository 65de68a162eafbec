import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { run } from '../../scripts/tasks/run.ts'

// It may have to wait for a package registry that does not answer.
vi.setConfig({ testTimeout: 120_000 })

const bench = (...args: string[]) =>
  run(process.execPath, [join(import.meta.dirname, '../../bench/gas.ts'), ...args])

test('measures what it is asked for, the same every time', async () => {
  const args = ['--system', 'latchkey', '--only', 'use', 'direct', 'direct-revoke', '--json']
  const first = await bench(...args)
  expect({ code: first.code, output: first.code === 0 ? '' : first.output }).toEqual({ code: 0, output: '' })
  const { rows, ...others } = JSON.parse(first.stdout)
  expect(others).toEqual({})
  expect(rows).toHaveLength(3)
  for (const row of rows) {
    expect(Object.keys(row)).toEqual([
      ...['workload', 'system', 'gas', 'calldataBytes', 'compressedBytes', 'signatureBytes'],
    ])
    expect(row.system).toBe('latchkey')
    expect(row.gas).toBeGreaterThan(21_000)
  }
  expect((await bench(...args)).stdout).toBe(first.stdout)
})

test('says where the gas goes, and misses none of it', async () => {
  const { stdout } = await bench('--system', 'latchkey', '--only', 'direct', '--breakdown', '--json')
  const [{ gas, breakdown }] = JSON.parse(stdout).rows
  const { intrinsic, places, moduleOpcodes, refund } = breakdown
  const spent = Object.values<Record<string, number>>(places).flatMap((purposes) => Object.values(purposes))
  expect(spent.reduce((sum, amount) => sum + amount, intrinsic + refund)).toBe(gas)
  // What is left over can only be a refund, which EIP-3529 caps at a fifth of what was spent.
  expect(refund).toBeLessThanOrEqual(0)
  expect(-refund).toBeLessThanOrEqual((gas - refund) / 5)
  expect(moduleOpcodes).toBeGreaterThan(0)
  expect(places.token.storage).toBe(10_000)
})

test('explains itself, and refuses what it does not know', async () => {
  const help = await bench('--help')
  expect(help.code).toBe(0)
  for (const text of ['npm run bench:gas --', '--only', '--system', '--breakdown', 'direct-period'])
    expect(help.stdout).toContain(text)
  const { code, stdout } = await bench('--only', 'nosuch')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

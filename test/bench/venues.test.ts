import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CASES } from '../../bench/venues/cases.ts'
import { goalOf } from '../../bench/venues/goalOf.ts'
import { prepareCase } from '../../bench/venues/prepareCase.ts'
import { runVenueBench } from '../../bench/venues/run.ts'
import { VENUES } from '../../sdk/cex/venues/index.ts'

describe('the bench of signed requests', () => {
  it('has an order at every venue', () => {
    expect(CASES.map(({ venue }) => venue)).toEqual(VENUES.map(({ id }) => id))
  })

  it.each(CASES.map((venueCase) => [venueCase.venue, venueCase] as const))(
    'signs the same request at %s as the raw code',
    (_venue, venueCase) => {
      expect(() => prepareCase(venueCase)).not.toThrow()
    },
  )

  it('refuses raw code that makes another request', () => {
    const [venueCase] = CASES
    if (venueCase === undefined) throw new Error('There are no cases.')
    const other = { ...venueCase, raw: () => ({ ...venueCase.raw({ clockMs: 1 }), body: null }) }
    expect(() => prepareCase(other)).toThrow('the raw code makes another request than the adapter.')
  })

  it('measures the venues that are asked for', () => {
    const rows = runVenueBench({ venues: ['okx-v5', 'backpack'], rounds: 1, sliceMs: 5, log: () => {} })
    expect(rows.map(({ venue, isHmac }) => [venue, isHmac])).toEqual([
      ['okx-v5', true],
      ['backpack', false],
    ])
    for (const row of rows) {
      expect(Math.min(row.opsPerSecond, row.ccxtOpsPerSecond, row.rawOpsPerSecond)).toBeGreaterThan(0)
    }
  })

  it.each([
    [100_000, 500_000, 300_000],
    [200_000, 500_000, 400_000],
  ])('sets the goal at the lower of 3 times ccxt (%i) and 0.8 of raw (%i): %i', (ccxt, raw, goal) => {
    const row = { venue: 'x', opsPerSecond: 1, ccxtOpsPerSecond: ccxt, rawOpsPerSecond: raw, isHmac: true }
    expect(goalOf(row)).toBe(goal)
  })

  it('writes JSON, and refuses what it does not know', async () => {
    const run = promisify(execFile)
    const script = ['bench/venues.ts', '--venue', 'okx-v5', '--rounds', '1', '--slice', '5']
    const { stdout } = await run(process.execPath, [...script, '--json'])
    const { rows } = JSON.parse(stdout) as { rows: readonly object[] }
    expect(rows.map(Object.keys)).toEqual([['venue', 'opsPerSecond', 'ccxtOpsPerSecond', 'rawOpsPerSecond']])
    const table = await run(process.execPath, script)
    expect(table.stdout).toMatch(/^venue +requests\/s +ccxt +raw +x ccxt +of raw +goal\nokx-v5 /)
    await expect(run(process.execPath, [...script, '--venue', 'nowhere'])).rejects.toMatchObject({ code: 2 })
  })
})

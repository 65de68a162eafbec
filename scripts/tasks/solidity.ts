/**
 * Runs the Solidity tests and compares the gas they recorded with snapshots/.
 *
 *   node scripts/tasks/solidity.ts [--gas] [--update] [--json FILE] [test files...]
 *
 * `--gas` runs only test/contracts/gas/, where everything that records gas belongs; `--update` rewrites the snapshots
 * from it; `--json` writes the outcome for the caller. Only named snapshots (`vm.snapshotGasLastCall` and its like) are
 * kept: what Hardhat's own --snapshot adds, the gas of every test function, moves with each change of a test.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import config from '../../hardhat.config.ts'

const FOLDER = 'snapshots'
const GAS_TESTS = 'test/contracts/gas/**/*.t.sol'

/** From here on Hardhat's runner has its tracer, which the tests of ERC-7562 read, and shows the calls of a test that failed. */
const VERBOSITY = 3

/** Recorded values by name, by group. */
type Snapshots = Record<string, Record<string, string>>

interface SuiteResult {
  readonly testResults: readonly {
    readonly status: string
    readonly valueSnapshotGroups?: readonly {
      readonly name: string
      readonly entries: readonly { readonly name: string; readonly value: string }[]
    }[]
  }[]
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gas: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})

const gasOnly = options.gas || options.update
const testFiles = gasOnly ? globSync(GAS_TESTS) : positionals
if (gasOnly && testFiles.length === 0) {
  console.log(`There are no gas tests (${GAS_TESTS}).`)
  process.exit(0)
}

const hre = await createHardhatRuntimeEnvironment(config, { verbosity: VERBOSITY })
const result = await hre.tasks.getTask(['test', 'solidity']).run({ testFiles })
// Hardhat fills its own summary only when it runs all kinds of tests together, so count from the results.
const { suiteResults } = (result.success ? result.value : result.error) as {
  suiteResults: readonly SuiteResult[]
}
const statuses = suiteResults.flatMap(({ testResults }) => testResults.map(({ status }) => status))
const count = (status: string): number => statuses.filter((other) => other === status).length
const recorded = recordedSnapshots(suiteResults)
/** Whether everything that records snapshots has run. */
const whole = gasOnly || testFiles.length === 0
if (options.update && result.success) update(recorded)
const differences = options.update ? [] : compare(recorded, storedSnapshots())
for (const difference of differences) console.log(`snapshot  ${difference}`)
if (differences.length > 0) console.log('If this is meant, run "npm run snapshot" and commit the result.')

const failed = count('Failure') + differences.length
// A compiler or runner error fails the run without failing any single test.
const broken = !result.success && failed === 0 ? 1 : 0
const outcome = { passed: count('Success'), failed: failed + broken, skipped: count('Skipped') }
if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(outcome))
process.exitCode = outcome.failed > 0 ? 1 : 0

function recordedSnapshots(suites: readonly SuiteResult[]): Snapshots {
  const snapshots: Snapshots = {}
  for (const { testResults } of suites)
    for (const { valueSnapshotGroups = [] } of testResults)
      for (const { name, entries } of valueSnapshotGroups) {
        snapshots[name] ??= {}
        for (const entry of entries) snapshots[name][entry.name] = entry.value
      }
  return snapshots
}

function storedSnapshots(): Snapshots {
  return Object.fromEntries(
    globSync(`${FOLDER}/*.json`).map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(file, 'utf8')),
    ]),
  )
}

function compare(actual: Snapshots, stored: Snapshots): string[] {
  const differences: string[] = []
  for (const [group, entries] of Object.entries(actual))
    for (const [name, value] of Object.entries(entries)) {
      const expected = stored[group]?.[name]
      if (expected !== value) differences.push(`${group}/${name}: ${expected ?? 'none'} -> ${value}`)
    }
  if (!whole) return differences
  for (const [group, entries] of Object.entries(stored))
    for (const name of Object.keys(entries))
      if (actual[group]?.[name] === undefined) differences.push(`${group}/${name}: no longer recorded`)
  return differences
}

function update(snapshots: Snapshots): void {
  for (const file of globSync(`${FOLDER}/*.json`)) rmSync(file)
  mkdirSync(FOLDER, { recursive: true })
  for (const [group, entries] of Object.entries(snapshots)) {
    const sorted = Object.fromEntries(Object.entries(entries).sort(([a], [b]) => a.localeCompare(b)))
    writeFileSync(join(FOLDER, `${group}.json`), `${JSON.stringify(sorted, null, 2)}\n`)
  }
}

/**
 * Runs every check and every test, and counts them: the last line is `N passed, N failed`.
 *
 * Each check counts as one. The other counts are the runners' own: Hardhat's for Solidity, Vitest's for TypeScript.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { runChecks } from './checks.ts'
import { countedLine, counts, indent, line, type Outcome, total } from './report.ts'
import { run } from './run.ts'

type Counts = Pick<Outcome, 'passed' | 'failed' | 'skipped'>

/** A test runner that writes what it counted to a file. */
interface Runner {
  readonly name: string
  readonly files: string
  readonly command: (resultFile: string) => readonly [command: string, ...args: string[]]
  readonly counts: (result: never) => Counts
}

const solidity: Runner = {
  name: 'Solidity tests',
  files: 'test/contracts/**/*.t.sol',
  command: (file) => ['node', 'scripts/tasks/solidity.ts', '--json', file],
  counts: (result: Counts) => result,
}

const typescript: Runner = {
  name: 'TypeScript tests',
  files: 'test/**/*.test.ts',
  command: (file) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  counts: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }: VitestResult) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }),
}

/** The part of Vitest's JSON report that is needed here. */
interface VitestResult {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

const checks = await runChecks({ gas: false }, (outcome) => {
  console.log(line(outcome))
  if (outcome.failed > 0) console.log(indent(outcome.output))
})
// one after the other: both use all cores
const outcomes = [sumUp(checks), await runTests(solidity), await runTests(typescript)]
const sum = total(outcomes)

console.log(`\n${outcomes.map(countedLine).join('\n')}\n`)
console.log(counts(sum))
if (sum.failed > 0) process.exitCode = 1

function sumUp(all: readonly Outcome[]): Outcome {
  const seconds = performance.now() / 1000
  return { name: 'checks', ...total(all), seconds, output: '' }
}

async function runTests(runner: Runner): Promise<Outcome> {
  const resultFile = `cache/results/${runner.name.replace(' ', '-').toLowerCase()}.json`
  mkdirSync('cache/results', { recursive: true })
  rmSync(resultFile, { force: true })
  console.log(`\n${runner.name}`)
  if (globSync(runner.files).length === 0)
    return { name: runner.name, passed: 0, failed: 0, skipped: 0, seconds: 0, output: 'no test files' }
  const [command, ...args] = runner.command(resultFile)
  const { code, seconds, output } = await run(command, args, { echo: true })
  const counted: Counts = existsSync(resultFile)
    ? runner.counts(JSON.parse(readFileSync(resultFile, 'utf8')) as never)
    : { passed: 0, failed: 0, skipped: 0 }
  // A runner that crashed, could not load a file, or found nothing in the files it was given has failed.
  const broken = counted.failed === 0 && (code !== 0 || counted.passed === 0)
  return { name: runner.name, ...counted, failed: broken ? 1 : counted.failed, seconds, output }
}

import { globSync } from 'node:fs'
import { shippedSources } from './contracts.ts'
import type { Outcome } from './report.ts'
import { run } from './run.ts'

/** Something that must hold for the sources. */
interface Check {
  readonly name: string
  /** The commands, run one after the other until one fails. */
  readonly commands: readonly (readonly [command: string, ...args: string[]])[]
}

const SHIPPED = shippedSources()
const DOUBLES_AND_TESTS = globSync('{contracts/mocks,test,bench}/**/*.sol')

/** The compiler, and what needs its output. */
const compiling: readonly Check[] = [
  { name: 'build', commands: [['node', 'scripts/tasks/build.ts']] },
  { name: 'generated ABIs', commands: [['node', 'scripts/tasks/abis.ts', '--check']] },
  { name: 'contract sizes', commands: [['node', 'scripts/tasks/sizes.ts']] },
]

/** What only reads the sources. */
const reading: readonly Check[] = [
  { name: 'types', commands: [['tsc']] },
  { name: 'format TypeScript', commands: [['biome', 'format']] },
  {
    name: 'format Solidity',
    commands: [['prettier', '--check', '--log-level=warn', ...SHIPPED, ...DOUBLES_AND_TESTS]],
  },
  { name: 'lint TypeScript', commands: [['biome', 'lint']] },
  {
    name: 'lint Solidity',
    commands: [
      ['solhint', '--disc', '--noPoster', ...SHIPPED],
      ['solhint', '--disc', '--noPoster', '--config', '.solhint.tests.json', ...DOUBLES_AND_TESTS],
    ],
  },
  {
    name: 'one-way imports',
    commands: [
      ['biome', 'lint', '--only=style/noRestrictedImports', '--only=suspicious/noImportCycles'],
      ['node', 'scripts/tasks/solidity-rules.ts'],
    ],
  },
  { name: 'unused code', commands: [['knip']] },
  { name: 'package', commands: [['node', 'scripts/tasks/package.ts', '--check']] },
  { name: 'package sizes', commands: [['node', 'scripts/tasks/bundles.ts']] },
  { name: 'code in docs', commands: [['node', 'scripts/tasks/docs.ts']] },
  { name: 'API reference', commands: [['node', 'scripts/tasks/reference.ts', '--check']] },
]

/** The gas that named calls use. Needs the Solidity tests compiled; `npm test` compares it with all other tests. */
const gas: Check = { name: 'gas snapshots', commands: [['node', 'scripts/tasks/solidity.ts', '--gas']] }

/**
 * Runs every check that is not a test, and reports each as it ends.
 *
 * @param options.gas Whether to run the gas tests too.
 */
export async function runChecks(
  options: { readonly gas: boolean },
  report: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const runLane = async (lane: readonly Check[]) => {
    for (const check of lane) {
      const outcome = await runCheck(check)
      outcomes.push(outcome)
      report(outcome)
    }
  }
  // two lanes for two cores
  await Promise.all([runLane(options.gas ? [...compiling, gas] : compiling), runLane(reading)])
  return outcomes
}

async function runCheck({ name, commands }: Check): Promise<Outcome> {
  let output = ''
  let seconds = 0
  for (const [command, ...args] of commands) {
    const result = await run(command, args)
    output += result.output
    seconds += result.seconds
    if (result.code !== 0) return { name, passed: 0, failed: 1, skipped: 0, output, seconds }
  }
  return { name, passed: 1, failed: 0, skipped: 0, output, seconds }
}

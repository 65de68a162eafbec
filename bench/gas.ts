// Measures the gas of this project and of its rivals in one setting, see docs/benchmarks.md.
//
//   npm run bench:gas -- [--system NAME] [--only WORKLOAD] [--json]
//
// Standard output carries the table or the JSON document, standard error what is going on.

import { Command, CommanderError, Option } from 'commander'
import { markdownLines } from './markdown.ts'
import { resultLines } from './report.ts'
import { type Results, runBench } from './run.ts'
import { systems } from './systems/index.ts'
import { OWN_SYSTEM, WORKLOADS } from './workloads.ts'
import { createWorld } from './world.ts'

type Options = {
  readonly system?: string[]
  readonly only?: string[]
  readonly breakdown?: boolean
  readonly json?: boolean
  readonly markdown?: boolean
}

const command = new Command('npm run bench:gas --')
  .usage('[options]')
  .description('Measure the gas of session keys, of this project and of its rivals, on a local chain.')
  .addOption(
    new Option('--system <name...>', 'measure these systems only').choices(systems.map(({ name }) => name)),
  )
  .addOption(
    new Option('--only <workload...>', 'measure these workloads only').choices(
      WORKLOADS.map(({ name }) => name),
    ),
  )
  .option('--breakdown', 'say where the gas of each row goes: by contract, and by what it is spent on')
  .option('--markdown', 'write the tables of docs/benchmarks.md')
  .option('--json', 'write {"rows": [...]} to standard output instead of a table')
  .allowExcessArguments(false)
  .configureHelp({ helpWidth: 110 })
  .exitOverride()
  .addHelpText('after', helpAfter())

try {
  command.parse()
  const options = command.opts<Options>()
  const results = await run(options)
  const output = outputOf(results, options)
  process.stdout.write(`${output}\n`)
  if ([...results.failures, ...results.missing].some(({ system }) => system === OWN_SYSTEM))
    process.exitCode = 1
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

async function run({ system, only, breakdown = false }: Options): Promise<Results> {
  await using world = await createWorld()
  // Awaited here: the chain must not end before.
  return await runBench(
    world,
    systems.filter(({ name }) => system?.includes(name) ?? true),
    {
      only: only && new Set(only),
      breakdown,
      log: (line) => process.stderr.write(`${line}\n`),
    },
  )
}

function outputOf(results: Results, { json, markdown }: Options): string {
  if (json) return JSON.stringify({ rows: results.rows }, null, 2)
  return (markdown ? markdownLines(results) : resultLines(results)).join('\n')
}

function helpAfter(): string {
  const width = Math.max(...WORKLOADS.map(({ name }) => name.length))
  const workloads = WORKLOADS.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`)
  return [
    '',
    'Workloads:',
    ...workloads,
    '',
    'Exit codes: 0 measured, 1 a row of this project failed, 2 not understood. For programs: npm run --silent.',
  ].join('\n')
}

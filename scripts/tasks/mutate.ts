/**
 * Changes the contracts in one place after the other and tells which changes no Solidity test notices, see docs/mutation.md.
 *
 *   npm run mutate -- [--only PATH...] [--sample N] [--seed N] [--restart] [--json]
 *
 * Standard output carries the report, standard error what is going on.
 */
import { rmSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { readContractSources } from './compilation/contractSources.ts'
import { measureCoverage } from './coverage/measure.ts'
import { build } from './mutation/build.ts'
import { examine } from './mutation/examine.ts'
import { explains, readExplanations } from './mutation/explanations.ts'
import { findMutants } from './mutation/findMutants.ts'
import type { Mutant } from './mutation/mutant.ts'
import { createReach } from './mutation/reach.ts'
import { createReport, type Report, reportLines } from './mutation/report.ts'
import { openResults, type Verdict } from './mutation/results.ts'
import { sample } from './mutation/sample.ts'
import { createWorkerPool } from './suites/workerPool.ts'

const FOLDER = 'cache/mutation'

interface Options {
  readonly only?: string[]
  readonly sample?: number
  readonly seed: number
  readonly workers: number
  readonly restart?: boolean
  readonly json?: boolean
}

const command = new Command('npm run mutate --')
  .usage('[options]')
  .description(
    'Change the contracts in one place after the other, and tell which changes no Solidity test notices.',
  )
  .option('--only <path...>', 'files or folders of contracts/ to change; all without it')
  .addOption(new Option('--sample <number>', 'examine so many mutants, chosen at random').argParser(count))
  .addOption(new Option('--seed <number>', 'another seed, another sample').argParser(count).default(1))
  .addOption(new Option('--workers <number>', 'processes that compile and test').argParser(count).default(2))
  .option('--restart', 'forget what earlier runs found')
  .option('--json', 'write the report as one JSON document to standard output')
  .allowExcessArguments(false)
  .configureHelp({ helpWidth: 110 })
  .exitOverride()
  .addHelpText(
    'after',
    [
      '',
      'A run that was interrupted goes on where it was, as long as contracts, tests and settings are the same.',
      'Exit codes: 0 every survivor is explained, 1 some are not, 2 not understood. For programs: npm run --silent.',
    ].join('\n'),
  )

try {
  command.parse()
  const options = command.opts<Options>()
  const report = await run(options)
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n')}\n`)
  if (report.survivors.length + report.stale.length > 0) process.exitCode = 1
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

async function run({ only = [], sample: size, seed, workers, restart = false }: Options): Promise<Report> {
  const explanations = readExplanations()
  const log = (line: string) => process.stderr.write(`mutate: ${line}\n`)
  if (restart) rmSync(FOLDER, { recursive: true, force: true })
  const contracts = await readContractSources()
  const all = findMutants(contracts.sources)
  const wanted = chosen(all, only)
  const mutants = size === undefined ? wanted : sample(wanted, size, seed)
  log(`${mutants.length} of ${all.length} mutants`)

  await using pool = createWorkerPool(workers)
  const coverage = await measureCoverage(contracts, pool, log)
  const built = await build(contracts, all, pool, log)
  const verdicts = openResults<Verdict>(`${FOLDER}/verdicts.json`, built.fingerprint)
  await examine(mutants, {
    ...{ contracts, build: built, pool, verdicts, log },
    reach: createReach(coverage, built.tests),
    isExplained: (mutant) => explanations.some((explanation) => explains(explanation, mutant)),
    sameCode: openResults<boolean>(`${FOLDER}/same-code.json`, contracts.contractsFingerprint),
  })
  return createReport(mutants, verdicts, explanations, mutants.length === all.length)
}

function chosen(mutants: readonly Mutant[], only: readonly string[]): readonly Mutant[] {
  for (const path of only)
    if (!mutants.some(({ file }) => isIn(file, path))) throw usage(`There is nothing to change in ${path}.`)
  return only.length === 0 ? mutants : mutants.filter(({ file }) => only.some((path) => isIn(file, path)))
}

function isIn(file: string, path: string): boolean {
  const plain = path.replace(/^\.\//, '').replace(/\/$/, '')
  return file === plain || file.startsWith(`${plain}/`)
}

function usage(message: string): CommanderError {
  process.stderr.write(`error: ${message}\n`)
  return new CommanderError(2, 'latchkey.usage', message)
}

function count(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('A whole number from 1 on.')
  return number
}

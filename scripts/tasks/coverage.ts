/**
 * Tells which lines and branches of the contracts the Solidity tests reach.
 *
 *   npm run coverage -- [--json]
 *
 * Standard output carries the report, standard error what is going on.
 */
import { Command, CommanderError } from 'commander'
import { readContractSources } from './compilation/contractSources.ts'
import { measureCoverage } from './coverage/measure.ts'
import { coverageLines, createCoverageReport } from './coverage/report.ts'
import { createWorkerPool } from './suites/workerPool.ts'

const command = new Command('npm run coverage --')
  .usage('[options]')
  .description('Tell which lines and branches of the contracts the Solidity tests reach.')
  .option('--json', 'write the report as one JSON document to standard output')
  .allowExcessArguments(false)
  .configureHelp({ helpWidth: 110 })
  .exitOverride()
  .addHelpText('after', '\nExit codes: 0 measured, 2 not understood. For programs: npm run --silent.')

try {
  command.parse()
  await using pool = createWorkerPool(2)
  const log = (line: string) => process.stderr.write(`coverage: ${line}\n`)
  const report = createCoverageReport(await measureCoverage(await readContractSources(), pool, log))
  const { json } = command.opts<{ readonly json?: boolean }>()
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : coverageLines(report).join('\n')}\n`)
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

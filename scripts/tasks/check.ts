/**
 * Runs every check that is not a test.
 *
 *   node scripts/tasks/check.ts [--verbose]
 *
 * The output of a check is shown if it failed, or with `--verbose`, which also brings up warnings.
 */
import { runChecks } from './checks.ts'
import { counts, indent, line, total } from './report.ts'

const verbose = process.argv.includes('--verbose')
const start = performance.now()
const outcomes = await runChecks({ gas: true }, (outcome) => {
  console.log(line(outcome))
  if ((outcome.failed > 0 || verbose) && outcome.output !== '') console.log(indent(outcome.output))
})
const sum = total(outcomes)
console.log(`${counts(sum)} in ${Math.round((performance.now() - start) / 1000)} s`)
if (sum.failed > 0) process.exitCode = 1

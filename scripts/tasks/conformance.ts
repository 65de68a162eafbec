/**
 * Runs the conformance suite of accounts and prints which operation works on which account, through which EntryPoints.
 *
 *   node scripts/tasks/conformance.ts [--write]
 *
 * With `--write` the table in docs/accounts.md is replaced; without, one that says something else is an error.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AccountResult, conformanceTable } from './conformance/conformanceTable.ts'
import { run } from './run.ts'

const DOCUMENT = 'docs/accounts.md'
const MARKS = ['<!-- conformance -->\n', '\n<!-- /conformance -->'] as const
const TITLE = /^conformance: (.+) on EntryPoint v(\S+)$/

/** The part of Vitest's JSON report that is needed here. */
interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
try {
  const file = join(folder, 'report.json')
  const command = ['run', 'test/conformance/account.test.ts', '--reporter=json', `--outputFile=${file}`]
  const { code, output } = await run('vitest', command)
  if (code !== 0) process.stderr.write(output)
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const table = conformanceTable(results(report))
  console.log(table)
  for (const title of leftOut(report)) console.log(`\n${title}`)
  process.exitCode = code
  if (code === 0 && leftOut(report).length === 0) document(table)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function results({ testResults }: Report): readonly AccountResult[] {
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ ancestorTitles, title, status }) => {
      const [, account, entryPoint] = TITLE.exec(ancestorTitles.at(-1) ?? '') ?? []
      if (!account || !entryPoint) return []
      return [{ account, entryPoint, operation: title, passed: status === 'passed' }]
    }),
  )
}

/** Tests that say what could not be run. */
function leftOut({ testResults }: Report): readonly string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title))
    .filter((title) => title.startsWith('LEFT OUT'))
}

function document(table: string): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  const [start, end] = MARKS
  const from = text.indexOf(start) + start.length
  const to = text.indexOf(end, from)
  if (from < start.length || to < 0) throw new Error(`${DOCUMENT} has no place for the table`)
  if (text.slice(from, to) === table) return
  if (process.argv.includes('--write')) {
    writeFileSync(DOCUMENT, text.slice(0, from) + table + text.slice(to))
  } else {
    console.log(`\n${DOCUMENT} says something else: run "npm run conformance -- --write".`)
    process.exitCode = 1
  }
}

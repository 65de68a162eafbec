/**
 * The rules for contracts/ that the Solidity linter does not know: imports go one way, and no file is too long.
 *
 *   types <- interfaces <- libraries <- { session, guards, verifiers } <- SessionModule.sol, SessionExtension.sol, accounts
 *
 * Nothing that ships imports a mock.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { shippedSources } from './contracts.ts'

const MAXIMUM_LINES = 300

/** What the files of each folder may import besides packages and their own folder. */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  types: [],
  interfaces: ['types'],
  libraries: ['types', 'interfaces'],
  session: ['types', 'interfaces', 'libraries'],
  guards: ['types', 'interfaces', 'libraries'],
  verifiers: ['types', 'interfaces', 'libraries'],
  accounts: ['types', 'interfaces', 'libraries', 'verifiers'],
  'SessionExtension.sol': ['types', 'interfaces', 'libraries', 'session', 'guards', 'verifiers'],
  'SessionModule.sol': ['types', 'interfaces', 'libraries', 'session', 'guards', 'verifiers'],
}

const problems = shippedSources().flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [...importProblems(file, text), ...lengthProblems(file, text)]
})
for (const problem of problems) console.log(problem)
if (problems.length > 0) process.exitCode = 1

function importProblems(file: string, text: string): string[] {
  const from = place(file)
  const allowed = allowedImports[from]
  if (allowed === undefined)
    return [`${file}: contracts/${from} has no place in scripts/tasks/solidity-rules.ts`]
  return [...text.matchAll(/^\s*(?:import|\}\s*from)\b[^;"']*["'](?<path>\.[^"']+)["']/gm)]
    .map((match) => join(dirname(file), match.groups?.['path'] ?? ''))
    .filter(
      (imported) => !(imported.startsWith('contracts/') && [from, ...allowed].includes(place(imported))),
    )
    .map((imported) => `${file}: must not import ${imported}`)
}

/** The folder, or the file, directly below contracts/. */
function place(file: string): string {
  return file.split('/')[1] ?? ''
}

function lengthProblems(file: string, text: string): string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > MAXIMUM_LINES ? [`${file}: ${lines} lines, at most ${MAXIMUM_LINES}`] : []
}

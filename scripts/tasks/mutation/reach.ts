import { contains } from '../compilation/syntaxTree.ts'
import type { Coverage } from '../coverage/measure.ts'
import type { SuiteTests } from '../suites/protocol.ts'
import type { Mutant } from './mutant.ts'

/**
 * Which tests come to the statement that a mutant changes, and so can notice it. All of them, if it changes something that is
 * not in a statement, such as a constant.
 */
export function createReach(
  { points, reached }: Coverage,
  tests: readonly SuiteTests[],
): (mutant: Mutant) => readonly SuiteTests[] {
  const statements = Map.groupBy(
    points.filter(({ kind }) => kind === 'statement'),
    ({ file }) => file,
  )
  return (mutant) => {
    const around = (statements.get(mutant.file) ?? []).filter((statement) => contains(statement, mutant))
    // The innermost is the last to begin.
    const innermost = around.toSorted((one, other) => one.start - other.start).at(-1)
    if (!innermost) return tests
    const comesThere = (suite: string, test: string) => reached.get(`${suite}.${test}`)?.has(innermost.id)
    return tests
      .map(({ suite, tests: all }) => ({ suite, tests: all.filter((test) => comesThere(suite, test)) }))
      .filter(({ tests: some }) => some.length > 0)
  }
}

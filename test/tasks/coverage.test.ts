import { expect, test } from 'vitest'
import { instrument } from '../../scripts/tasks/coverage/instrument.ts'
import { findPoints } from '../../scripts/tasks/coverage/points.ts'
import { createCoverageReport } from '../../scripts/tasks/coverage/report.ts'
import { runSuites } from '../../scripts/tasks/suites/runSuites.ts'
import { artifacts, parsed } from './support/miniature.ts'

const source = parsed()
const points = findPoints([source])
const made = artifacts(instrument([source], points))

/** What one test reaches. */
async function reached(test: string): Promise<Set<number>> {
  const seen = new Set<number>()
  const suites = made.filter(({ tests }) => tests.length > 0)
  const outcomes = await runSuites(made, suites, {
    tests: [test],
    onCoverage: (tags) => {
      for (const tag of tags) seen.add(Number(BigInt(`0x${Buffer.from(tag).toString('hex')}`)))
    },
  })
  expect(outcomes).toEqual([{ suite: 'MiniatureTest', test, passed: true }])
  return seen
}

async function report(...tests: string[]) {
  const all = await Promise.all(tests.map(async (test) => [test, await reached(test)] as const))
  const { files } = createCoverageReport({ points, reached: new Map(all), failed: [] })
  const [file] = files
  if (!file) throw new Error('unreachable: there is one file')
  return file
}

/** Number of the line that holds some text. */
function lineOf(text: string): number {
  return source.source.slice(0, source.source.indexOf(text)).split('\n').length
}

test('says what no test reaches, and which way no condition went', async () => {
  const { unreachedLines, unreachedBranches, lines } = await report(
    ...['test_spend', 'test_sum', 'test_words', 'test_larger', 'test_kind'],
  )
  expect(unreachedLines).toEqual([
    lineOf('if (_paused) revert();'),
    lineOf('_paused = paused'),
    lineOf('if (data.length < 4) revert();'),
    lineOf('else if (value < 20) return 3;'),
    lineOf('return 4;'),
  ])
  expect(lines.total - lines.reached).toBe(unreachedLines.length)
  expect(unreachedBranches.map(({ outcome, text }) => `${text} ${outcome}`)).toEqual([
    '_paused true',
    'amount > limit true',
    'data.length < 4 true',
    'rest.length != 0 && rest[0] == 0x01 true',
    'rest.length != 0 false',
    'rest[0] == 0x01 true',
    'value < 10 false',
    'value < 20 true',
    'value < 20 false',
  ])
})

test('tells tests apart', async () => {
  const { unreachedLines } = await report('test_larger')
  expect(unreachedLines).not.toContain(lineOf('assembly'))
  expect(unreachedLines).toContain(lineOf('spent[msg.sender] += amount;'))
})

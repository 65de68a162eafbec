import type { Artifact } from '../suites/artifact.ts'
import type { SuiteTests, TestName } from '../suites/protocol.ts'
import type { WorkerPool } from '../suites/workerPool.ts'
import type { Build } from './build.ts'
import type { Mutant } from './mutant.ts'
import { createSuiteOrder } from './suiteOrder.ts'

/**
 * The most that a quick run of all tests may take for one mutant, in milliseconds: a hundred times what it takes, also on a
 * busy machine. Endless loops end long before, for want of gas.
 */
const QUICK_TIMEOUT = 600_000
/** That of a whole run, whose end is waited for in any case: a mutant that came so far is not endless. */
const WHOLE_TIMEOUT = 2 ** 31 - 1

/** Runs tests on a mutant, until one fails: the answer is its name. */
export type Trial = (
  mutant: Mutant,
  tests: readonly SuiteTests[],
  instead: readonly Artifact[],
) => Promise<TestName | undefined>

/**
 * @param quick Whether fuzz and invariant tests try little.
 */
export function createTrial(
  {
    build,
    pool,
    log,
  }: { readonly build: Build; readonly pool: WorkerPool; readonly log: (line: string) => void },
  quick: boolean,
): Trial {
  const order = createSuiteOrder()
  const timeout = quick ? QUICK_TIMEOUT : WHOLE_TIMEOUT
  const ask = async (
    selected: number,
    tests: readonly SuiteTests[],
    instead: readonly Artifact[],
    untilFailure: boolean,
  ) =>
    await pool.ask(
      'test',
      { artifacts: build.artifacts, selected, instead, tests, quick, untilFailure },
      timeout,
    )

  let unmutated: Promise<ReadonlySet<TestName>> | undefined
  /** Tests that fail without a mutant say nothing about one. */
  const findFailing = async () => {
    const { failed, milliseconds } = await ask(0, build.tests, [], false)
    order.took(milliseconds)
    for (const { test, reason } of failed)
      if (!reason.includes(NOT_TRACED))
        log(`left out, since it fails without any mutant: ${test} (${reason})`)
    return new Set(failed.map(({ test }) => test))
  }
  return async (mutant, tests, instead) => {
    unmutated ??= findFailing()
    const failing = await unmutated
    const passing = tests.map(({ suite, tests: names }) => ({
      suite,
      tests: names.filter((name) => !failing.has(`${suite}.${name}`)),
    }))
    const useful = passing.filter(({ tests: names }) => names.length > 0)
    if (useful.length === 0) return undefined
    const selected = build.chosen.has(mutant.id) ? mutant.id : 0
    const { failed } = await ask(selected, order.sorted(mutant.file, useful), instead, true)
    const first = failed[0]?.test
    if (first !== undefined) order.killed(mutant.file, first)
    return first
  }
}

/** The runner's word to a test that records what runs, in a run in which nothing can be recorded. */
const NOT_TRACED = 'no tracer initiated'

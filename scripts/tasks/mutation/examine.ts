import type { ContractSources } from '../compilation/contractSources.ts'
import { compileJobs } from '../suites/compileJobs.ts'
import type { SuiteTests, TestName } from '../suites/protocol.ts'
import type { WorkerPool } from '../suites/workerPool.ts'
import { TimeoutError } from '../suites/workerPool.ts'
import type { Build } from './build.ts'
import { type Mutant, mutantKey } from './mutant.ts'
import type { Results, Verdict } from './results.ts'
import { createCodeComparison, mutatedSource } from './sameCode.ts'
import { createTrial } from './trial.ts'

export interface Examination {
  readonly contracts: ContractSources
  readonly build: Build
  readonly pool: WorkerPool
  /** The tests that can notice a mutant. */
  readonly reach: (mutant: Mutant) => readonly SuiteTests[]
  /** Whether it is known why a mutant survives: then a quick run of the tests is enough. */
  readonly isExplained: (mutant: Mutant) => boolean
  /** Verdicts so far; new ones are added. */
  readonly verdicts: Results<Verdict>
  /** Whether the code of a survivor is that of the original, as far as it is known; added to. */
  readonly sameCode: Results<boolean>
  readonly log: (line: string) => void
}

/** Finds the verdict on each of some mutants that has none yet, as many at a time as there are workers. */
export async function examine(mutants: readonly Mutant[], examination: Examination): Promise<void> {
  const { verdicts, sameCode, pool, log } = examination
  const open = mutants.filter((mutant) => verdicts.get(mutantKey(mutant)) === undefined)
  if (open.length === 0) return
  const judge = createJudge(examination)
  const progress = createProgress(open.length, log)
  const queue = open.values()
  // Each loop takes from the same queue.
  const loops = Array.from({ length: pool.size }, async () => {
    for (const mutant of queue) {
      const verdict = await judge(mutant)
      verdicts.set(mutantKey(mutant), verdict)
      progress(mutant, verdict)
    }
  })
  try {
    await Promise.all(loops)
  } finally {
    verdicts.save()
    sameCode.save()
  }
}

function createJudge(examination: Examination): (mutant: Mutant) => Promise<Verdict> {
  const { contracts, build, pool, verdicts, sameCode, reach, isExplained } = examination
  const compare = createCodeComparison(contracts, pool)
  const [quickly, wholly] = [createTrial(examination, true), createTrial(examination, false)]
  const isSameCode = async (mutant: Mutant) => {
    const known = sameCode.get(mutantKey(mutant)) ?? (await compare(mutant))
    sameCode.set(mutantKey(mutant), known)
    return known
  }
  return async (mutant) => {
    if (build.refused.has(mutant.id)) return { status: 'refused' }
    const tests = reach(mutant)
    const instead = build.separate.has(mutant.id) ? await separately(mutant, contracts, pool) : []
    const earlier = verdicts.earlier(mutantKey(mutant))
    const likely = earlier?.status === 'killed' ? only(earlier.by, tests) : []
    try {
      const again = likely.length > 0 ? await quickly(mutant, likely, instead) : undefined
      const soon = again ?? (await quickly(mutant, tests, instead))
      if (soon !== undefined) return { status: 'killed', by: soon }
    } catch (error) {
      if (error instanceof TimeoutError) return { status: 'timeout' }
      throw error
    }
    if (isExplained(mutant)) return { status: 'survived', isReached: tests.length > 0 }
    if (await isSameCode(mutant)) return { status: 'equivalent' }
    const late = await wholly(mutant, tests, instead)
    return late === undefined
      ? { status: 'survived', isReached: tests.length > 0 }
      : { status: 'killed', by: late }
  }
}

/** One test: the one that noticed a mutant earlier most likely does so again. */
function only(name: TestName, tests: readonly SuiteTests[]): SuiteTests[] {
  return tests.flatMap(({ suite, tests: all }) => {
    const some = all.filter((test) => `${suite}.${test}` === name)
    return some.length > 0 ? [{ suite, tests: some }] : []
  })
}

/** The contracts with a mutant that cannot be built in beside others. */
async function separately(mutant: Mutant, contracts: ContractSources, pool: WorkerPool) {
  const shipping = contracts.jobs.filter(({ scope }) => scope === 'contracts')
  return await compileJobs(shipping, mutatedSource(contracts, mutant), pool)
}

/** Reports at most every ten seconds, and each survivor. */
function createProgress(
  total: number,
  log: (line: string) => void,
): (mutant: Mutant, verdict: Verdict) => void {
  const counts: Partial<Record<Verdict['status'], number>> = {}
  const start = performance.now()
  let [done, reported] = [0, start]
  return ({ file, line, original, mutated }, { status }) => {
    done++
    counts[status] = (counts[status] ?? 0) + 1
    if (status === 'survived') log(`survived: ${file}:${line}  ${original}  ->  ${mutated}`)
    const now = performance.now()
    if (now - reported < 10_000 && done < total) return
    reported = now
    const left = Math.ceil((((now - start) / done) * (total - done)) / 60_000)
    const words = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
    log(`${done} of ${total}: ${words.join(', ')}; about ${left} min left`)
  }
}

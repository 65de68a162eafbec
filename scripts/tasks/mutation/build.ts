import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ContractSources, fingerprint } from '../compilation/contractSources.ts'
import { writeArtifacts } from '../suites/artifactFile.ts'
import { compileJobs } from '../suites/compileJobs.ts'
import type { SuiteTests } from '../suites/protocol.ts'
import type { WorkerPool } from '../suites/workerPool.ts'
import { buildIn } from './buildIn.ts'
import type { Mutant } from './mutant.ts'

const BUILD = 'cache/mutation/build.json'
const ARTIFACTS = 'cache/mutation/artifacts.json'

/** Contracts and tests with mutants built in. */
export interface Build {
  /** Changes with whatever a verdict depends on. */
  readonly fingerprint: string
  /** File with the artifacts, for the workers. */
  readonly artifacts: string
  /** Every test. */
  readonly tests: readonly SuiteTests[]
  /** Mutants that are built in. */
  readonly chosen: ReadonlySet<number>
  /** Mutants that compile, but cannot be built in. */
  readonly separate: ReadonlySet<number>
  /** Mutants that do not compile. */
  readonly refused: ReadonlySet<number>
}

interface StoredBuild {
  readonly fingerprint: string
  readonly tests: readonly SuiteTests[]
  readonly chosen: readonly number[]
  readonly separate: readonly number[]
  readonly refused: readonly number[]
}

/** Compiles contracts and tests with all mutants at once, unless that has been done. */
export async function build(
  contracts: ContractSources,
  mutants: readonly Mutant[],
  pool: WorkerPool,
  log: (line: string) => void,
): Promise<Build> {
  const wanted = fingerprint(contracts.fingerprint, mutants, ownSources())
  const stored = existsSync(BUILD) && (JSON.parse(readFileSync(BUILD, 'utf8')) as StoredBuild)
  if (stored && stored.fingerprint === wanted && existsSync(ARTIFACTS)) return toBuild(stored)

  log(`building ${mutants.length} mutants into the contracts ...`)
  const { sources, chosen, separate, refused } = buildIn(contracts.input, contracts.sources, mutants)
  log(`compiling contracts and tests with ${chosen.length} of them (a minute or two) ...`)
  const artifacts = await compileJobs(contracts.jobs, sources, pool)
  mkdirSync(dirname(BUILD), { recursive: true })
  writeArtifacts(ARTIFACTS, artifacts)
  const tests = artifacts.flatMap((artifact) =>
    artifact.tests.length > 0 ? [{ suite: artifact.name, tests: artifact.tests }] : [],
  )
  const done = {
    ...{ fingerprint: wanted, tests },
    ...{ chosen: chosen.map(idOf), separate: separate.map(idOf), refused: refused.map(idOf) },
  }
  writeFileSync(BUILD, JSON.stringify(done))
  return toBuild(done)
}

function toBuild({ fingerprint: built, tests, chosen, separate, refused }: StoredBuild): Build {
  return {
    ...{ fingerprint: built, artifacts: ARTIFACTS, tests },
    ...{ chosen: new Set(chosen), separate: new Set(separate), refused: new Set(refused) },
  }
}

function idOf({ id }: Mutant): number {
  return id
}

/** How mutants are built in is part of what was built. */
function ownSources(): string[] {
  return [import.meta.url, ...['./buildIn.ts', './schema.ts', '../suites/compileJobs.ts']].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  )
}

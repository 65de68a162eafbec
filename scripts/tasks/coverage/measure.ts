import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ContractSources, fingerprint } from '../compilation/contractSources.ts'
import { writeArtifacts } from '../suites/artifactFile.ts'
import { compileJobs } from '../suites/compileJobs.ts'
import type { Reached, SuiteTests, TestName } from '../suites/protocol.ts'
import type { WorkerPool } from '../suites/workerPool.ts'
import { instrument } from './instrument.ts'
import { findPoints, type Point } from './points.ts'

const FOLDER = 'cache/coverage'

/** Which points of the contracts each Solidity test reaches. */
export interface Coverage {
  readonly points: readonly Point[]
  readonly reached: ReadonlyMap<TestName, ReadonlySet<number>>
  /** Tests that fail on these contracts, which need more gas than those that ship. */
  readonly failed: readonly TestName[]
}

interface StoredCoverage {
  readonly fingerprint: string
  readonly reached: Readonly<Record<TestName, Reached>>
}

/** Runs every test by itself on contracts that tell what they come to, unless that has been done. */
export async function measureCoverage(
  contracts: ContractSources,
  pool: WorkerPool,
  log: (line: string) => void,
): Promise<Coverage> {
  const points = findPoints(contracts.sources)
  const sources = instrument(contracts.sources, points)
  const wanted = fingerprint(contracts.fingerprint, sources)
  const file = `${FOLDER}/reached.json`
  const stored = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as StoredCoverage)
  const reached = stored && stored.fingerprint === wanted ? stored.reached : await measured()
  return {
    points,
    reached: new Map(Object.entries(reached).map(([test, { points: ids }]) => [test, new Set(ids)])),
    failed: Object.entries(reached).flatMap(([test, { passed }]) => (passed ? [] : [test])),
  }

  async function measured(): Promise<StoredCoverage['reached']> {
    log(`compiling contracts with ${points.length} points and their tests ...`)
    const artifacts = await compileJobs(contracts.jobs, sources, pool)
    const artifactFile = `${FOLDER}/artifacts.json`
    mkdirSync(dirname(file), { recursive: true })
    writeArtifacts(artifactFile, artifacts)
    const suites = artifacts.flatMap(({ name, tests }) => (tests.length > 0 ? [{ suite: name, tests }] : []))
    log(`running ${suites.reduce((sum, { tests }) => sum + tests.length, 0)} tests one by one ...`)
    const answers = await Promise.all(
      piecesOf(suites).map((tests) =>
        pool.ask('cover', { artifacts: artifactFile, tests }, MEASURING_TIMEOUT),
      ),
    )
    const all = Object.assign({}, ...answers) as StoredCoverage['reached']
    writeFileSync(file, JSON.stringify({ fingerprint: wanted, reached: all }))
    return all
  }
}

const MEASURING_TIMEOUT = 3_600_000

/** A few tests at a time, so that no process waits long for the other at the end. */
function piecesOf(suites: readonly SuiteTests[]): SuiteTests[][] {
  return suites.flatMap(({ suite, tests }) =>
    Array.from({ length: Math.ceil(tests.length / 4) }, (_, index) => [
      { suite, tests: tests.slice(4 * index, 4 * index + 4) },
    ]),
  )
}

import type { CompilerInput } from 'hardhat/types/solidity'
import type { Compilation } from '../compilation/compile.ts'
import type { Artifact } from './artifact.ts'

/** What a worker process can be asked. */
export interface Requests {
  /** Compiles, and answers with the errors and the contracts. */
  readonly compile: {
    readonly asked: { readonly input: CompilerInput }
    readonly answer: Pick<Compilation, 'errors' | 'contracts'>
  }
  /** Runs suites one by one, until a test fails if that is all that is asked. */
  readonly test: { readonly asked: TestRequest; readonly answer: TestAnswer }
  /** Runs tests one by one, and tells which points of coverage each reached and whether it passed. */
  readonly cover: {
    readonly asked: { readonly artifacts: string; readonly tests: readonly SuiteTests[] }
    readonly answer: Readonly<Record<TestName, Reached>>
  }
}

/** A test by its suite and its own name, as `Suite.test`. */
export type TestName = string

export interface Reached {
  readonly points: readonly number[]
  readonly passed: boolean
}

/** Tests of one suite. */
export interface SuiteTests {
  readonly suite: string
  readonly tests: readonly string[]
}

export interface TestRequest {
  /** File with the artifacts, see `writeArtifacts`. */
  readonly artifacts: string
  /** The mutant that runs; 0 for none. */
  readonly selected: number
  /** Artifacts to run instead of those with the same names. */
  readonly instead: readonly Artifact[]
  /** In the order to run them in. */
  readonly tests: readonly SuiteTests[]
  /** Whether fuzz and invariant tests try little, and tests that record traces are left to fail. */
  readonly quick: boolean
  /** Whether to stop after the first suite with a failure. */
  readonly untilFailure: boolean
}

export interface TestAnswer {
  readonly failed: readonly { readonly test: TestName; readonly reason: string }[]
  /** Milliseconds that each suite that ran took. */
  readonly milliseconds: Readonly<Record<string, number>>
}

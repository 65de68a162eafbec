import {
  CollectStackTraces,
  EdrContext,
  FsAccessPermission,
  IncludeTraces,
  L1_CHAIN_TYPE,
  L1Hardfork,
  l1GenesisState,
  l1HardforkToString,
  l1SolidityTestRunnerFactory,
  type SolidityTestRunnerConfigArgs,
  type SuiteResult,
} from '@nomicfoundation/edr'
import hre from 'hardhat'
import type { Artifact } from './artifact.ts'

/** What to run, and how much. What is left out is as hardhat.config.ts says. */
export interface RunOptions {
  /** Names of the tests to run; all without it. */
  readonly tests?: readonly string[]
  /** Inputs to try per fuzz test. */
  readonly fuzzRuns?: number
  /** Sequences to try per invariant, and calls in each. */
  readonly invariant?: { readonly runs: number; readonly depth: number }
  /** Whether tests may record what runs; without it they fail. */
  readonly traced?: boolean
  /** Gets the tags that code sent to the coverage address, as often as a call sent them. */
  readonly onCoverage?: (tags: readonly Uint8Array[]) => void
}

/** How a test ended. */
export interface TestOutcome {
  readonly suite: string
  readonly test: string
  readonly passed: boolean
  /** Why it failed, if the runner knows. */
  readonly reason?: string
}

/** Far above what any test needs. The runner's own limit is so high that a loop without end would not meet it in years. */
const GAS_LIMIT = 1n << 31n

let started: Promise<EdrContext> | undefined

/**
 * Runs Solidity suites from artifacts in memory, in the runner that Hardhat uses and as Hardhat configures it, but without
 * asking whether anything must be compiled: a run takes milliseconds more than its tests.
 *
 * @param artifacts All contracts that tests may ask for by name, the suites included.
 */
export async function runSuites(
  artifacts: readonly Artifact[],
  suites: readonly Artifact[],
  options: RunOptions = {},
): Promise<TestOutcome[]> {
  started ??= start()
  const context = await started
  const results: SuiteResult[] = []
  const { promise: reported, resolve } = Promise.withResolvers<void>()
  await context.runSolidityTests(
    L1_CHAIN_TYPE,
    artifacts.map((artifact) => ({ id: idOf(artifact), contract: contractOf(artifact) })),
    suites.map(idOf),
    configuration(options),
    { buildInfos: [] },
    (result) => {
      results.push(result)
      if (results.length === suites.length) resolve()
    },
  )
  // The last reports may come after the end of the run.
  if (suites.length > 0) await reported
  return results.flatMap(({ id, testResults }) =>
    testResults.map(({ name, status, reason }) => ({
      ...{ suite: id.name, test: name.replace(/\(.*$/, ''), passed: status !== 'Failure' },
      ...(reason === undefined ? {} : { reason }),
    })),
  )
}

async function start(): Promise<EdrContext> {
  const context = new EdrContext()
  await context.registerSolidityTestRunnerFactory(L1_CHAIN_TYPE, l1SolidityTestRunnerFactory())
  return context
}

function idOf({ name, source, compilerVersion }: Artifact) {
  return { name, source, solcVersion: compilerVersion }
}

function contractOf({ abi, bytecode, deployedBytecode }: Artifact) {
  return { abi, bytecode, deployedBytecode, linkReferences: {}, deployedLinkReferences: {} }
}

function configuration({
  tests,
  traced,
  fuzzRuns,
  invariant,
  onCoverage,
}: RunOptions): SolidityTestRunnerConfigArgs {
  const profile = hre.config.test.solidity.profiles['default']
  if (!profile) throw new Error('hardhat.config.ts has no Solidity tests')
  const { readFile = [], readDirectory = [] } = profile.fsPermissions ?? {}
  return {
    projectRoot: hre.config.paths.root,
    hardfork: l1HardforkToString(L1Hardfork.Osaka),
    localPredeploys: l1GenesisState(L1Hardfork.Osaka),
    fsPermissions: [
      ...readFile.map((path) => ({ path, access: FsAccessPermission.ReadFile })),
      ...readDirectory.map((path) => ({ path, access: FsAccessPermission.ReadDirectory })),
    ],
    gasLimit: GAS_LIMIT,
    disableBlockGasLimit: true,
    disableTransactionGasCap: true,
    fuzz: { ...profile.fuzz, ...(fuzzRuns === undefined ? {} : { runs: fuzzRuns }) },
    invariant: { ...profile.invariant, ...invariant },
    includeTraces: traced ? IncludeTraces.Failing : IncludeTraces.None,
    collectStackTraces: CollectStackTraces.OnFailure,
    ...(tests ? { testPattern: `^(?:${tests.join('|')})\\(` } : {}),
    ...(onCoverage ? { observability: observed(onCoverage) } : {}),
  }
}

function observed(onCoverage: (tags: readonly Uint8Array[]) => void) {
  return {
    codeCoverage: {
      onCollectedCoverageCallback: async (tags: Uint8Array[]) => onCoverage(tags),
    },
  }
}

import type { BuildJob } from '../compilation/buildJobs.ts'
import type { Compilation, CompiledContract } from '../compilation/compile.ts'

/** A compiled contract as the test runner takes it. */
export interface Artifact {
  /** The file it is in, by its name in the compiler's input. */
  readonly source: string
  readonly name: string
  readonly compilerVersion: string
  /** As JSON. */
  readonly abi: string
  /** With `0x`; addresses of libraries are still open. */
  readonly bytecode: string
  readonly deployedBytecode: string
  /** Names of its tests; none unless it is a suite. */
  readonly tests: readonly string[]
}

/** What has to be asked of the compiler for artifacts. */
export const ARTIFACT_OUTPUT = {
  '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] },
} as const

/** The artifacts of a job: those of its roots. */
export function artifactsOf(
  { roots, scope, compilerVersion }: BuildJob,
  { contracts }: Pick<Compilation, 'contracts'>,
): Artifact[] {
  return roots.flatMap((source) =>
    Object.entries(contracts[source] ?? {}).map(([name, { abi = [], evm }]) => {
      const bytecode = evm?.bytecode?.object ?? ''
      return {
        ...{ source, name, compilerVersion },
        abi: JSON.stringify(abi),
        bytecode: `0x${bytecode}`,
        deployedBytecode: `0x${evm?.deployedBytecode?.object ?? ''}`,
        tests: scope === 'tests' && bytecode !== '' ? testsIn(abi) : [],
      }
    }),
  )
}

/** What the runner takes for tests. */
function testsIn(abi: NonNullable<CompiledContract['abi']>): string[] {
  const functions = abi.flatMap(({ type, name }) => (type === 'function' && name !== undefined ? [name] : []))
  return [...new Set(functions)].filter((name) => /^(?:test|invariant)/.test(name))
}

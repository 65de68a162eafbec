import type { CompilerInput } from 'hardhat/types/solidity'
import { PROJECT_PREFIX } from '../compilation/buildJobs.ts'
import { type ContractSources, type Deployable, fingerprint } from '../compilation/contractSources.ts'
import { fromSourceBytes } from '../compilation/sourceBytes.ts'
import { COMPILER_TIMEOUT } from '../suites/compileJobs.ts'
import type { WorkerPool } from '../suites/workerPool.ts'
import { type Mutant, mutate } from './mutant.ts'

/** Answers whether the compiler makes the same code of a mutant as of the original, for everything that is deployed. */
export function createCodeComparison(
  contracts: ContractSources,
  pool: WorkerPool,
): (mutant: Mutant) => Promise<boolean> {
  const originals = new Map<Deployable, Promise<string>>()
  return async (mutant) => {
    const changed = mutatedSource(contracts, mutant)
    const [name = ''] = Object.keys(changed)
    for (const deployable of contracts.deployables.filter(({ sources }) => sources.has(name))) {
      const original = originals.get(deployable) ?? codeOf(deployable, {}, pool)
      originals.set(deployable, original)
      if ((await codeOf(deployable, changed, pool)) !== (await original)) return false
    }
    return true
  }
}

/** The source that a mutant changes, by its name in the compiler's input. */
export function mutatedSource({ sources }: ContractSources, mutant: Mutant): CompilerInput['sources'] {
  const parsed = sources.find(({ file }) => file === mutant.file)
  if (!parsed) throw new Error(`${mutant.file} is not among the sources`)
  return { [PROJECT_PREFIX + mutant.file]: { content: fromSourceBytes(mutate(parsed.source, mutant)) } }
}

/** The code of a contract. */
async function codeOf(
  { job, source, name }: Deployable,
  changed: CompilerInput['sources'],
  pool: WorkerPool,
): Promise<string> {
  const input = {
    ...job.input,
    sources: { ...job.input.sources, ...changed },
    settings: {
      ...job.input.settings,
      // Otherwise the code ends with a hash of its own source.
      metadata: { appendCBOR: false, bytecodeHash: 'none' },
      outputSelection: { [source]: { [name]: ['evm.bytecode.object'] } },
    },
  }
  const { errors, contracts } = await pool.ask('compile', { input: input as never }, COMPILER_TIMEOUT)
  const code = contracts[source]?.[name]?.evm?.bytecode?.object
  if (code === undefined) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return fingerprint(code)
}

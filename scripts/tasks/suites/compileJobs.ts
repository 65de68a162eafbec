import type { CompilerInput } from 'hardhat/types/solidity'
import { type BuildJob, PROJECT_PREFIX } from '../compilation/buildJobs.ts'
import { ARTIFACT_OUTPUT, type Artifact, artifactsOf } from './artifact.ts'
import type { WorkerPool } from './workerPool.ts'

/** The most that one call of the compiler may take, in milliseconds. */
export const COMPILER_TIMEOUT = 3_600_000

/**
 * Compiles jobs with other sources, in the processes of a pool.
 *
 * @param replaced Sources by their names in the compiler's input. Those that are not the project's are added to each job.
 */
export async function compileJobs(
  jobs: readonly BuildJob[],
  replaced: CompilerInput['sources'],
  pool: WorkerPool,
): Promise<Artifact[]> {
  const artifacts = await Promise.all(jobs.map((job) => compileJob(job, replaced, pool)))
  return artifacts.flat()
}

async function compileJob(
  job: BuildJob,
  replaced: CompilerInput['sources'],
  pool: WorkerPool,
): Promise<Artifact[]> {
  const own = roomy(job.input.sources)
  const used = Object.entries(replaced).filter(([name]) => name in own || !name.startsWith(PROJECT_PREFIX))
  const input = {
    ...job.input,
    sources: { ...own, ...Object.fromEntries(used) },
    settings: { ...job.input.settings, ...quickSettings(job), outputSelection: ARTIFACT_OUTPUT as never },
  }
  const compilation = await pool.ask('compile', { input }, COMPILER_TIMEOUT)
  if (compilation.errors.length > 0)
    throw new Error(compilation.errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return artifactsOf(job, compilation)
}

/**
 * Sources with a promise added that lets the compiler keep variables in memory, which added code needs: the assembly of a
 * proxy overwrites memory, but never gives control back.
 */
function roomy(sources: CompilerInput['sources']): CompilerInput['sources'] {
  const all = Object.entries(sources).map(([name, { content }]) => {
    const promised = name.endsWith('/proxy/Proxy.sol')
      ? content.replaceAll(/\bassembly \{/g, 'assembly ("memory-safe") {')
      : content
    return [name, { content: promised }] as const
  })
  return Object.fromEntries(all)
}

/** Code that is not inlined for speed does the same, and is made sooner. */
function quickSettings({ input }: BuildJob): Pick<CompilerInput['settings'], 'optimizer'> {
  const { optimizer } = input.settings
  return optimizer.enabled === true ? { optimizer: { ...optimizer, runs: 1 } } : { optimizer }
}

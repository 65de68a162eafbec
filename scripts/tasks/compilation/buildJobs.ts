import hre from 'hardhat'
import type { CompilerInput } from 'hardhat/types/solidity'

/** What Hardhat compiles in one call of the compiler. */
export interface BuildJob {
  readonly scope: 'contracts' | 'tests'
  readonly input: CompilerInput
  /** The sources whose contracts become artifacts, by their names in the input. */
  readonly roots: readonly string[]
  readonly compilerVersion: string
}

/** How Hardhat names the project's own sources in the compiler's input. */
export const PROJECT_PREFIX = 'project/'

/** All that Hardhat would compile for the Solidity tests: what ships and its doubles, then the tests. */
export async function buildJobs(): Promise<BuildJob[]> {
  return [...(await jobsOf('contracts')), ...(await jobsOf('tests'))]
}

async function jobsOf(scope: BuildJob['scope']): Promise<BuildJob[]> {
  const files = await hre.solidity.getRootFilePaths({ scope })
  const created = await hre.solidity.getCompilationJobs(files, { scope, force: true, quiet: true })
  if (!created.success) throw new Error(created.formattedReason)
  const jobs = new Set(created.compilationJobsPerFile.values())
  return Promise.all(
    [...jobs].map(async (job) => ({
      scope,
      input: await job.getSolcInput(),
      roots: [...job.dependencyGraph.getRoots().values()].map(({ inputSourceName }) => inputSourceName),
      compilerVersion: job.solcConfig.version,
    })),
  )
}

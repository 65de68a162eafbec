import { readFileSync } from 'node:fs'
import type { CompilerInput } from 'hardhat/types/solidity'
import type { BuildJob } from '../../../scripts/tasks/compilation/buildJobs.ts'
import { compile } from '../../../scripts/tasks/compilation/compile.ts'
import type { ParsedSource } from '../../../scripts/tasks/compilation/contractSources.ts'
import { toSourceBytes } from '../../../scripts/tasks/compilation/sourceBytes.ts'
import { ARTIFACT_OUTPUT, type Artifact, artifactsOf } from '../../../scripts/tasks/suites/artifact.ts'

const FILE = 'contracts/Miniature.sol'
const SOURCE = `project/${FILE}`
const SUITE = 'project/test/Miniature.t.sol'
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** A small contract and its tests, with something of all that the tools have to understand. */
export const input: CompilerInput = {
  language: 'Solidity',
  sources: {
    [SOURCE]: { content: read('Miniature.sol.txt') },
    [SUITE]: { content: read('Miniature.t.sol.txt') },
  },
  settings: {
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    evmVersion: 'osaka',
    outputSelection: ARTIFACT_OUTPUT as never,
  },
}

const PLAIN = { ...input.settings, viaIR: false, optimizer: { enabled: false } }
const suite = compiled('tests', SUITE, PLAIN, {})

/** The contract with its syntax tree. */
export function parsed(): ParsedSource {
  const { sources } = compile({
    ...input,
    settings: { ...input.settings, outputSelection: { '*': { '': ['ast'] } } },
  })
  const tree = sources[SOURCE]?.ast
  if (!tree) throw new Error('unreachable: the miniature compiles')
  return {
    file: FILE,
    source: toSourceBytes(read('Miniature.sol.txt')),
    tree,
    imports: new Set([SOURCE]),
  }
}

/** The contract, with some of the sources replaced, and its suite. */
export function artifacts(replaced: CompilerInput['sources']): Artifact[] {
  return [...compiled('contracts', SOURCE, input.settings, replaced), ...suite]
}

/** The same without optimizer: no less right, and in a tenth of the time. */
export function artifactsQuickly(replaced: CompilerInput['sources']): Artifact[] {
  return [...compiled('contracts', SOURCE, PLAIN, replaced), ...suite]
}

function compiled(
  scope: BuildJob['scope'],
  root: string,
  settings: CompilerInput['settings'],
  replaced: CompilerInput['sources'],
): Artifact[] {
  const { [SOURCE]: contract, [SUITE]: tests, ...added } = { ...input.sources, ...replaced }
  const sources = scope === 'tests' ? { [SUITE]: tests } : { [SOURCE]: contract, ...added }
  const compilation = compile({ ...input, sources: sources as never, settings })
  if (compilation.errors.length > 0)
    throw new Error(compilation.errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return artifactsOf({ input, scope, roots: [root], compilerVersion: '0.8.37' }, compilation)
}

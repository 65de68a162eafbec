import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import type { CompilerInput } from 'hardhat/types/solidity'
import { shippedSources } from '../contracts.ts'
import { type BuildJob, buildJobs, PROJECT_PREFIX } from './buildJobs.ts'
import { compile } from './compile.ts'
import { type SourceBytes, toSourceBytes } from './sourceBytes.ts'
import { childrenOf, type SyntaxNode, textOf } from './syntaxTree.ts'

/** A source with its syntax tree. */
export interface ParsedSource {
  /** Path from the project's root. */
  readonly file: string
  readonly source: SourceBytes
  readonly tree: SyntaxNode
  /** Names, in the compiler's input, of itself and everything that it imports. */
  readonly imports: ReadonlySet<string>
}

/** A contract that ships and is deployed. */
export interface Deployable {
  readonly job: BuildJob
  /** Its source, by the name in the compiler's input. */
  readonly source: string
  readonly name: string
  /** Names of all sources that its code may come from. */
  readonly sources: ReadonlySet<string>
}

/** The contracts with their tests, as the compiler gets and understands them. */
export interface ContractSources {
  readonly jobs: readonly BuildJob[]
  /** Everything that is compiled with what ships, in one input. */
  readonly input: CompilerInput
  /** What ships and has code of its own. */
  readonly sources: readonly ParsedSource[]
  readonly deployables: readonly Deployable[]
  /** Changes with the contracts, the tests or the compiler's settings. */
  readonly fingerprint: string
  /** Changes with the contracts or the compiler's settings. */
  readonly contractsFingerprint: string
}

type Trees = Readonly<Record<string, { readonly ast: SyntaxNode }>>

export async function readContractSources(): Promise<ContractSources> {
  const jobs = await buildJobs()
  const shipping = jobs.filter(({ scope }) => scope === 'contracts')
  const input = merged(shipping.map((job) => job.input))
  const { sources: trees, errors } = compile({
    ...input,
    settings: { ...input.settings, outputSelection: { '*': { '': ['ast'] } } },
  })
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  // What tests read besides: vectors, and contracts of packages.
  const read = ['package-lock.json', ...globSync('test/vectors/**/*.json').sort()]
  return {
    jobs,
    input,
    sources: shippedSources()
      .filter((file) => !file.startsWith('contracts/interfaces/'))
      .map((file) => ({
        file,
        source: toSourceBytes(readFileSync(file, 'utf8')),
        tree: treeOf(trees, PROJECT_PREFIX + file),
        imports: importsOf(PROJECT_PREFIX + file, trees),
      })),
    deployables: deployablesOf(shipping, trees),
    fingerprint: fingerprint(jobs, ...read.map((file) => readFileSync(file, 'utf8'))),
    contractsFingerprint: fingerprint(shipping),
  }
}

/** A hash over anything that can be written as JSON. */
export function fingerprint(...values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex')
}

function deployablesOf(shipping: readonly BuildJob[], trees: Trees): Deployable[] {
  const shipped = new Set(shippedSources().map((file) => PROJECT_PREFIX + file))
  return shipping.flatMap((job) =>
    job.roots
      .filter((source) => shipped.has(source))
      .flatMap((source) =>
        childrenOf(treeOf(trees, source), 'nodes')
          .filter((node) => textOf(node, 'contractKind') === 'contract' && node['abstract'] !== true)
          .map((node) => ({ job, source, name: textOf(node, 'name'), sources: importsOf(source, trees) })),
      ),
  )
}

/** Names of the sources that a source imports, itself and theirs included. */
function importsOf(name: string, trees: Trees): Set<string> {
  const found = new Set<string>()
  const add = (source: string) => {
    if (found.has(source)) return
    found.add(source)
    for (const node of childrenOf(treeOf(trees, source), 'nodes'))
      if (node.nodeType === 'ImportDirective') add(textOf(node, 'absolutePath'))
  }
  add(name)
  return found
}

function merged(inputs: readonly CompilerInput[]): CompilerInput {
  const [first] = inputs
  if (!first) throw new Error('there are no contracts')
  const remappings = new Set(inputs.flatMap(({ settings }) => settings.remappings ?? []))
  return {
    ...first,
    sources: Object.assign({}, ...inputs.map(({ sources }) => sources)),
    settings: { ...first.settings, remappings: [...remappings] },
  }
}

function treeOf(trees: Trees, name: string): SyntaxNode {
  const source = trees[name]
  if (!source) throw new Error(`${name} was not compiled`)
  return source.ast
}

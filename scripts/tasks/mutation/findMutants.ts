import type { ParsedSource } from '../compilation/contractSources.ts'
import { oneLine, type SourceBytes } from '../compilation/sourceBytes.ts'
import { contains, nodesBelow, type SyntaxNode, spanOf, textOf, walk } from '../compilation/syntaxTree.ts'
import { anchorOf } from './anchorOf.ts'
import { type Edit, sourceOf } from './edit.ts'
import { type Anchor, type Mutant, mutate } from './mutant.ts'
import { solidityEdits } from './solidityEdits.ts'
import { yulEdits } from './yulEdits.ts'

/** Members below which nothing runs: types and what is looked up in them. */
const WITHOUT_CODE = new Set(['typeName', 'overrides', 'documentation', 'baseContracts', 'libraryName'])
const WITHOUT_CODE_INSIDE = new Set([
  'ImportDirective',
  'PragmaDirective',
  'UsingForDirective',
  'StructDefinition',
])

/** Every mutant of some sources. Those with one anchor have numbers without a gap. */
export function findMutants(sources: readonly ParsedSource[]): Mutant[] {
  const readByAssembly = new Set(sources.flatMap(({ tree }) => declarationsInAssembly(tree)))
  const mutants = sources.flatMap((source) => mutantsOf(source, readByAssembly))
  const groups = Map.groupBy(mutants, ({ file, anchor }) => `${file}:${anchor?.start}-${anchor?.end}`)
  return [...groups.values()].flat().map((mutant, index) => ({ ...mutant, id: index + 1 }))
}

/** Identifiers of what assembly blocks refer to: a constant among it must stay a plain number. */
function declarationsInAssembly(tree: SyntaxNode): number[] {
  const declarations: number[] = []
  walk(tree, (node) => {
    const references = (node['externalReferences'] ?? []) as readonly { readonly declaration: number }[]
    declarations.push(...references.map(({ declaration }) => declaration))
    return true
  })
  return declarations
}

function mutantsOf(parsed: ParsedSource, readByAssembly: ReadonlySet<number>): Omit<Mutant, 'id'>[] {
  const { source, tree } = parsed
  const found = new Map<string, Omit<Mutant, 'id'>>()
  walk(tree, (node, above) => {
    const parent = above.at(-1)
    if (WITHOUT_CODE_INSIDE.has(node.nodeType)) return false
    if (parent && [...WITHOUT_CODE].some((member) => isMember(parent, member, node))) return false
    const edits = node.nodeType.startsWith('Yul')
      ? yulEdits(node, source, above)
      : solidityEdits(node, { source, above })
    for (const edit of edits) {
      const path = pathTo(edit, [...above, node])
      const fixed = path.some(({ id }) => id !== undefined && readByAssembly.has(id))
      const mutant = describe(parsed, edit, path, fixed ? undefined : anchorOf(edit, path, source))
      // Two ways to the same change, such as a condition fixed as a condition and as an operand, are one mutant.
      found.set(`${edit.start}-${edit.end}:${edit.replacement}`, mutant)
    }
    return true
  })
  return [...found.values()]
}

/** The nodes down to the innermost one around a change. */
function pathTo(edit: Edit, path: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const below = path.at(-1)
  const next = below && nodesBelow(below).find((node) => contains(spanOf(node), edit))
  return next ? pathTo(edit, [...path, next]) : path
}

function isMember(parent: SyntaxNode, member: string, node: SyntaxNode): boolean {
  const value = parent[member]
  return value === node || (Array.isArray(value) && value.includes(node))
}

function describe(
  { file, source }: ParsedSource,
  edit: Edit,
  path: readonly SyntaxNode[],
  anchor: Anchor | undefined,
): Omit<Mutant, 'id'> {
  const from = source.lastIndexOf('\n', edit.start) + 1
  const to = endOfLine(source, edit.end)
  const changed = mutate(source, edit).slice(from, to + edit.replacement.length - (edit.end - edit.start))
  return {
    ...edit,
    file,
    scope: scopeOf(path, source),
    line: source.slice(0, edit.start).split('\n').length,
    original: oneLine(source.slice(from, to)),
    mutated: oneLine(changed) || '(nothing)',
    ...(anchor ? { anchor } : {}),
  }
}

function endOfLine(source: SourceBytes, from: number): number {
  const end = source.indexOf('\n', from)
  return end === -1 ? source.length : end
}

/** The innermost function or variable of a contract; for a free-standing change, the contract. */
function scopeOf(path: readonly SyntaxNode[], source: SourceBytes): string {
  const named = path.filter(
    ({ nodeType, stateVariable, constant }) =>
      nodeType === 'FunctionDefinition' ||
      nodeType === 'ModifierDefinition' ||
      nodeType === 'ContractDefinition' ||
      (nodeType === 'VariableDeclaration' && (stateVariable === true || constant === true)),
  )
  const scope = named.at(-1)
  if (!scope) return ''
  return (
    textOf(scope, 'name') || textOf(scope, 'kind') || sourceOf(scope, source).slice(0, spanOf(scope).start)
  )
}

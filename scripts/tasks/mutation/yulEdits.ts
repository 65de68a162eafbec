import type { SourceBytes } from '../compilation/sourceBytes.ts'
import { childOf, type SyntaxNode, spanOf, textOf } from '../compilation/syntaxTree.ts'
import { type Edit, neighbours, replaced, sourceOf } from './edit.ts'

/** What stands in for a built-in function of two arguments that computes. */
const ARITHMETIC: Readonly<Record<string, string>> = {
  add: 'sub',
  sub: 'add',
  mul: 'div',
  div: 'mul',
  mod: 'mul',
  shl: 'shr',
  shr: 'shl',
  sar: 'shl',
  and: 'or',
  or: 'and',
  xor: 'or',
}
const MIRRORED: Readonly<Record<string, string>> = { lt: 'gt', gt: 'lt', slt: 'sgt', sgt: 'slt' }

/**
 * Every change to try at a node of an assembly block, itself and not what is below it.
 *
 * @param above The nodes above it, outermost first.
 */
export function yulEdits(
  node: SyntaxNode,
  source: SourceBytes,
  above: readonly SyntaxNode[],
): readonly Edit[] {
  switch (node.nodeType) {
    case 'YulFunctionCall':
      return otherFunction(node, source)
    case 'YulLiteral':
      return textOf(node, 'kind') === 'number'
        ? neighbours(sourceOf(node, source)).map((other) => replaced(node, other, 'constant'))
        : []
    case 'YulExpressionStatement':
    case 'YulAssignment':
      return isInLoopStep(above) ? [] : [replaced(node, '', 'statement')]
    case 'YulIf':
      return ['1', '0'].map((value) => replaced(childOf(node, 'condition'), value, 'condition'))
    case 'YulForLoop':
      return [replaced(childOf(node, 'condition'), '0', 'condition')]
    default:
      return []
  }
}

function otherFunction(node: SyntaxNode, source: SourceBytes): Edit[] {
  const name = childOf(node, 'functionName')
  const builtin = textOf(name, 'name')
  const negated = replaced(node, `iszero(${sourceOf(node, source)})`, 'relation')
  const mirrored = MIRRORED[builtin]
  if (mirrored !== undefined) {
    // a < b becomes a <= b, which is not a > b, and a >= b.
    const { start } = spanOf(name)
    const moved = `iszero(${mirrored}${source.slice(start + builtin.length, spanOf(node).end)})`
    return [replaced(node, moved, 'relation'), negated]
  }
  if (builtin === 'eq' || builtin === 'iszero') return [negated]
  if (builtin === 'not') {
    const [argument] = node['arguments'] as readonly SyntaxNode[]
    return argument ? [replaced(node, sourceOf(argument, source), 'arithmetic')] : []
  }
  const other = ARITHMETIC[builtin]
  return other === undefined ? [] : [replaced(name, other, 'arithmetic')]
}

/** Without its step a loop is endless. */
function isInLoopStep(above: readonly SyntaxNode[]): boolean {
  return above.some((node, index) => above[index - 1]?.['post'] === node)
}

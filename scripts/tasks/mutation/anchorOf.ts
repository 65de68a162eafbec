import type { SourceBytes } from '../compilation/sourceBytes.ts'
import { childOf, childrenOf, contains, type SyntaxNode, spanOf, typeOf } from '../compilation/syntaxTree.ts'
import { type Edit, sourceOf } from './edit.ts'
import type { Anchor } from './mutant.ts'

/** Statements that can stand in both branches of an `if`: they declare nothing. */
const STATEMENTS = new Set([
  'ExpressionStatement',
  'Return',
  'EmitStatement',
  'RevertStatement',
  'Break',
  'Continue',
  'InlineAssembly',
])
const EXPRESSIONS = new Set([
  'BinaryOperation',
  'UnaryOperation',
  'Conditional',
  'FunctionCall',
  'IndexAccess',
  'IndexRangeAccess',
  'Literal',
  'Identifier',
  'MemberAccess',
  'TupleExpression',
])
/** Types that no value has at run time, or that two values do not share: a literal next to a changed literal. */
const UNSHARED_TYPE =
  /^(?:int_const|rational_const|literal_string|type\(|function|tuple\(\)|$)|int_const|literal_string/

/**
 * The smallest part around a change that can be chosen at run time, in one of two forms: `(condition ? changed : original)`
 * and `if (condition) { changed } else { original }`.
 *
 * @param path The nodes down to the one that the change is about, outermost first.
 */
export function anchorOf(edit: Edit, path: readonly SyntaxNode[], source: SourceBytes): Anchor | undefined {
  for (let depth = path.length - 1; depth > 0; depth--) {
    const [node, parent] = [path[depth], path[depth - 1]]
    if (!node || !parent || !holds(node, edit, source)) continue
    const isLoopStep = path[depth - 2]?.['loopExpression'] === parent
    if (isValue(node, parent, isLoopStep)) return { form: 'expression', ...spanOf(node) }
    if (STATEMENTS.has(node.nodeType) && parent['loopExpression'] !== node) {
      const { start, end } = spanOf(node)
      return { form: 'statement', start, end: end + semicolonAfter(end, source) }
    }
    const declared = declaredBy(node, parent)
    if (declared) return { form: 'expression', ...spanOf(node), type: sourceOf(declared, source) }
  }
  return undefined
}

function holds(node: SyntaxNode, edit: Edit, source: SourceBytes): boolean {
  const { start, end } = spanOf(node)
  return contains({ start, end: end + semicolonAfter(end, source) }, edit)
}

function semicolonAfter(end: number, source: SourceBytes): number {
  return /^\s*;/.exec(source.slice(end, end + 200))?.[0].length ?? 0
}

/** Whether an expression may be replaced by a choice between it and another of its type. */
function isValue(node: SyntaxNode, parent: SyntaxNode, isLoopStep: boolean): boolean {
  if (UNSHARED_TYPE.test(typeOf(node))) return false
  if (!EXPRESSIONS.has(node.nodeType) && !(isLoopStep && node.nodeType === 'Assignment')) return false
  // What is assigned to, called, or named by a statement must stay what it is.
  if (node['lValueRequested'] === true) return false
  if (parent['expression'] === node && parent.nodeType === 'FunctionCall') return false
  if (parent['eventCall'] === node || parent['errorCall'] === node) return false
  return parent.nodeType !== 'ExpressionStatement' || isLoopStep
}

/** The type that a declaration gives to its value: that of a constant, or of one variable of an elementary type. */
function declaredBy(value: SyntaxNode, parent: SyntaxNode): SyntaxNode | undefined {
  if (parent['value'] === value && parent['constant'] === true) return childOf(parent, 'typeName')
  if (parent.nodeType !== 'VariableDeclarationStatement' || parent['initialValue'] !== value) return undefined
  const [declaration, ...others] = childrenOf(parent, 'declarations')
  const type = declaration && childOf(declaration, 'typeName')
  return others.length === 0 && type?.nodeType === 'ElementaryTypeName' ? type : undefined
}

import type { SourceBytes } from '../compilation/sourceBytes.ts'
import { childOf, childrenOf, type SyntaxNode, spanOf, textOf, typeOf } from '../compilation/syntaxTree.ts'
import { type Edit, neighbours, replaced, sourceOf, swapped } from './edit.ts'

/** Where a node stands: the source it is in and the nodes above it, outermost first. */
interface Place {
  readonly source: SourceBytes
  readonly above: readonly SyntaxNode[]
}

type Operator = (node: SyntaxNode, place: Place) => readonly Edit[]

/** Other operators for each operator: its border moved, and its opposite. */
const RELATIONS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!=', '<=', '>='],
  '!=': ['==', '<', '>'],
}
const ARITHMETIC: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['|'],
}
const ASSIGNMENTS: Readonly<Record<string, readonly string[]>> = {
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '*=': ['/=', '='],
  '|=': ['&=', '='],
  '&=': ['|=', '='],
  '^=': ['|=', '='],
  '<<=': ['>>='],
  '>>=': ['<<='],
}

const INTEGER = /^u?int\d+$/
const ZERO_HAS_A_NAME = /^(?:u?int\d+|bytes\d+|address)$/

/** Every change to try at a node, itself and not what is below it. */
export function solidityEdits(node: SyntaxNode, place: Place): readonly Edit[] {
  return OPERATORS[node.nodeType]?.flatMap((operator) => operator(node, place)) ?? []
}

const OPERATORS: Readonly<Record<string, readonly Operator[]>> = {
  BinaryOperation: [otherOperator, withoutOperand],
  UnaryOperation: [otherUnary],
  Assignment: [otherAssignment],
  Conditional: [fixedCondition],
  IfStatement: [fixedCondition],
  WhileStatement: [neverEntered],
  ForStatement: [neverEntered],
  Literal: [otherLiteral],
  FunctionCall: [swappedArguments],
  Return: [otherReturn],
  TupleExpression: [swappedComponents],
  ExpressionStatement: [deletedStatement],
  EmitStatement: [deletedStatement],
  RevertStatement: [deletedStatement],
  Break: [deletedStatement],
  Continue: [deletedStatement],
  ModifierInvocation: [deletedModifier],
}

function otherOperator(node: SyntaxNode, { source }: Place): Edit[] {
  const operator = textOf(node, 'operator')
  const [left, right] = [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')]
  const start = source.indexOf(operator, spanOf(left).end)
  const kind =
    operator === '&&' || operator === '||' ? 'logic' : operator in RELATIONS ? 'relation' : 'arithmetic'
  return otherOperators(operator, left, right, source).map((replacement) => ({
    start,
    end: start + operator.length,
    replacement,
    kind,
  }))
}

function otherOperators(
  operator: string,
  left: SyntaxNode,
  right: SyntaxNode,
  source: SourceBytes,
): readonly string[] {
  if (operator === '&&') return ['||']
  if (operator === '||') return ['&&']
  const relations = RELATIONS[operator]
  if (!relations) return ARITHMETIC[operator] ?? []
  if (operator !== '==' && operator !== '!=') return relations
  // Hashes, addresses and flags have no order worth a test, and nothing is below an unsigned zero.
  const ordered = INTEGER.test(typeOf(left)) && sourceOf(right, source) !== '0'
  return ordered ? relations : relations.slice(0, 1)
}

/** `a && b` without b, as if b held; `a || b` without b, as if it did not. */
function withoutOperand(node: SyntaxNode): Edit[] {
  const neutral = { '&&': 'true', '||': 'false' }[textOf(node, 'operator')]
  if (neutral === undefined) return []
  return ['leftExpression', 'rightExpression'].map((member) =>
    replaced(childOf(node, member), neutral, 'condition'),
  )
}

function otherUnary(node: SyntaxNode, { source, above }: Place): Edit[] {
  const operator = textOf(node, 'operator')
  const operand = childOf(node, 'subExpression')
  if (operator === '!' || operator === '~') {
    return [replaced(node, sourceOf(operand, source), operator === '!' ? 'logic' : 'arithmetic')]
  }
  // Counting the wrong way in the head of a loop only makes it endless.
  if ((operator !== '++' && operator !== '--') || isInLoopStep(above, node)) return []
  const other = operator === '++' ? '--' : '++'
  const text = sourceOf(operand, source)
  return [replaced(node, node['prefix'] === true ? `${other}${text}` : `${text}${other}`, 'arithmetic')]
}

function otherAssignment(node: SyntaxNode, { source }: Place): Edit[] {
  const operator = textOf(node, 'operator')
  const start = source.indexOf(operator, spanOf(childOf(node, 'leftHandSide')).end)
  return (ASSIGNMENTS[operator] ?? []).map((replacement) => ({
    start,
    end: start + operator.length,
    replacement,
    kind: 'arithmetic',
  }))
}

function fixedCondition(node: SyntaxNode): Edit[] {
  const condition = childOf(node, 'condition')
  return ['true', 'false'].map((value) => replaced(condition, value, 'condition'))
}

function neverEntered(node: SyntaxNode): Edit[] {
  return node['condition'] ? [replaced(childOf(node, 'condition'), 'false', 'condition')] : []
}

function otherLiteral(node: SyntaxNode, { source }: Place): Edit[] {
  const text = sourceOf(node, source)
  switch (textOf(node, 'kind')) {
    case 'bool':
      return [replaced(node, text === 'true' ? 'false' : 'true', 'constant')]
    case 'number':
      return neighbours(text).map((other) =>
        // An address literal has a checksum; what is next to it has none.
        replaced(
          node,
          typeOf(node) === 'address' ? `address(uint160(${other.replace('0x', '0x00')}))` : other,
          'constant',
        ),
      )
    case 'string':
      return [replaced(node, `${text.slice(0, -1)}_${text.slice(-1)}`, 'constant')]
    case 'hexString':
      return [
        replaced(
          node,
          text.replace(/[0-9a-f](?=["']$)/i, (digit) => (digit === '0' ? '1' : '0')),
          'constant',
        ),
      ]
    default:
      return []
  }
}

/** Neighbours of the same type in what is passed to a function, an event, an error or a struct. */
function swappedArguments(node: SyntaxNode, { source }: Place): Edit[] {
  return swappedNeighbours(childrenOf(node, 'arguments'), source)
}

function swappedComponents(node: SyntaxNode, { source }: Place): Edit[] {
  if (node['isInlineArray'] === true || node['lValueRequested'] === true) return []
  return swappedNeighbours(childrenOf(node, 'components'), source)
}

function swappedNeighbours(nodes: readonly SyntaxNode[], source: SourceBytes): Edit[] {
  return nodes.slice(1).flatMap((node, index) => {
    const before = nodes[index]
    if (!before || typeOf(before) !== typeOf(node)) return []
    if (sourceOf(before, source) === sourceOf(node, source)) return []
    return [swapped(spanOf(before), spanOf(node), source, 'order')]
  })
}

/** The opposite of a bool that is not already a comparison, and zero for another word. */
function otherReturn(node: SyntaxNode, { source }: Place): Edit[] {
  if (!node['expression']) return []
  const expression = childOf(node, 'expression')
  const type = typeOf(expression)
  if (expression.nodeType === 'Literal') return []
  if (type === 'bool') {
    const negated = textOf(expression, 'operator') in RELATIONS || textOf(expression, 'operator') === '!'
    return negated ? [] : [replaced(expression, `!(${sourceOf(expression, source)})`, 'result')]
  }
  return ZERO_HAS_A_NAME.test(type) ? [replaced(expression, `${type}(0)`, 'result')] : []
}

function deletedStatement(node: SyntaxNode, { source, above }: Place): Edit[] {
  // Without its step a loop is endless; an `if` without its only statement is one whose condition never holds.
  if (isInLoopStep(above, node) || isSoleBody(above, node)) return []
  const { start, end } = spanOf(node)
  const semicolon = /^\s*;/.exec(source.slice(end))
  const replacement = /Block$/.test(above.at(-1)?.nodeType ?? '') ? '' : '{}'
  return [{ start, end: end + (semicolon?.[0].length ?? 0), replacement, kind: 'statement' }]
}

function deletedModifier(node: SyntaxNode): Edit[] {
  return textOf(node, 'kind') === 'modifierInvocation' ? [replaced(node, '', 'statement')] : []
}

function isInLoopStep(above: readonly SyntaxNode[], node: SyntaxNode): boolean {
  return [...above, node].some((inner, index) => index > 0 && above[index - 1]?.['loopExpression'] === inner)
}

function isSoleBody(above: readonly SyntaxNode[], node: SyntaxNode): boolean {
  const parent = above.at(-1)
  const body = parent?.nodeType === 'Block' && childrenOf(parent, 'statements').length === 1 ? parent : node
  const owner = body === node ? parent : above.at(-2)
  return owner?.nodeType === 'IfStatement' && owner['trueBody'] === body && !owner['falseBody']
}

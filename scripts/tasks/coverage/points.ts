import type { ParsedSource } from '../compilation/contractSources.ts'
import { oneLine, type SourceBytes } from '../compilation/sourceBytes.ts'
import {
  childOf,
  childrenOf,
  type Span,
  type SyntaxNode,
  spanOf,
  textOf,
  walk,
} from '../compilation/syntaxTree.ts'

/** Something that a test may reach or not. */
export type Point = Statement | Branch

/** A statement; an assembly block is one. */
export interface Statement extends Span {
  readonly kind: 'statement'
  /** From 1 on, over all files. */
  readonly id: number
  readonly file: string
  readonly line: number
  /** Whether it is the body of something without braces of its own. */
  readonly isBare: boolean
}

/** One of the two ways that a condition, or one side of `&&` and `||`, can come out. */
export interface Branch extends Span {
  readonly kind: 'branch'
  readonly id: number
  readonly file: string
  readonly line: number
  readonly outcome: boolean
  /** The condition on one line. */
  readonly text: string
}

type Unnumbered = Omit<Statement, 'id'> | Omit<Branch, 'id'>

/** Every point of some sources, numbered from 1. The two branches of a condition follow one another, true first. */
export function findPoints(sources: readonly ParsedSource[]): Point[] {
  return sources.flatMap(pointsOf).map((point, index) => ({ ...point, id: index + 1 }))
}

function pointsOf({ file, source, tree }: ParsedSource): Unnumbered[] {
  const points: Unnumbered[] = []
  const textOn = (node: SyntaxNode) => {
    const { start, end } = spanOf(node)
    return oneLine(source.slice(start, end))
  }
  const place = (node: SyntaxNode) => {
    const span = spanOf(node)
    return { ...span, file, line: source.slice(0, span.start).split('\n').length }
  }
  walk(tree, (node) => {
    for (const statement of childrenOf(node, 'statements')) addStatement(statement, false)
    for (const member of BODIES) {
      const body = node[member] as SyntaxNode | null | undefined
      if (body && !/Block$/.test(body.nodeType)) addStatement(body, true)
    }
    for (const condition of conditionsOf(node))
      for (const outcome of [true, false])
        points.push({ kind: 'branch', outcome, text: textOn(condition), ...place(condition) })
    // An assembly block cannot tell of its parts, and a constant must be one.
    return node.nodeType !== 'InlineAssembly' && node['constant'] !== true
  })
  return points

  function addStatement(node: SyntaxNode, isBare: boolean): void {
    // A block is reached with the first statement in it, and with nothing in it there is nothing to reach.
    if (/Block$/.test(node.nodeType)) return
    const end = endOf(node, source)
    points.push({ kind: 'statement', isBare, ...place(node), end })
  }
}

const BODIES = ['trueBody', 'falseBody', 'body'] as const

/** The compiler's nodes end before the semicolon. */
function endOf(node: SyntaxNode, source: SourceBytes): number {
  const { end } = spanOf(node)
  return end + (/^\s*;/.exec(source.slice(end, end + 200))?.[0].length ?? 0)
}

function conditionsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.nodeType === 'BinaryOperation' && /^(?:&&|\|\|)$/.test(textOf(node, 'operator')))
    return [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')]
  const decides = ['IfStatement', 'Conditional', 'WhileStatement', 'ForStatement'].includes(node.nodeType)
  return decides && node['condition'] ? [childOf(node, 'condition')] : []
}

/** A node of the compiler's syntax tree, Solidity or Yul. */
export interface SyntaxNode {
  readonly nodeType: string
  /** `start:length:file`, in bytes. */
  readonly src: string
  readonly id?: number
  readonly [member: string]: unknown
}

/** Part of a source, in bytes: from `start` up to but not including `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

export function spanOf(node: SyntaxNode): Span {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return { start, end: start + length }
}

/** Whether a part of a source is within another, or the same. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** A child that must be there. */
export function childOf(node: SyntaxNode, member: string): SyntaxNode {
  const child = node[member]
  if (!isNode(child)) throw new Error(`${node.nodeType} at ${node.src} has no ${member}`)
  return child
}

/** The nodes in a list that is a member of a node; none when there is no such list. */
export function childrenOf(node: SyntaxNode, member: string): readonly SyntaxNode[] {
  const children = node[member]
  return Array.isArray(children) ? children.filter(isNode) : []
}

/** A member that is text; empty when there is none. */
export function textOf(node: SyntaxNode, member: string): string {
  const value = node[member]
  return typeof value === 'string' ? value : ''
}

/** The type of an expression in the compiler's words; empty when it has none. */
export function typeOf(node: SyntaxNode): string {
  const { typeString } = (node['typeDescriptions'] ?? {}) as { readonly typeString?: string | null }
  return typeString ?? ''
}

/**
 * Visits a node and everything below it, in source order.
 *
 * @param visit Gets the node and the nodes above it, outermost first. Answers false to leave out what is below.
 */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, above: readonly SyntaxNode[]) => boolean,
  above: readonly SyntaxNode[] = [],
): void {
  if (!visit(node, above)) return
  const inner = [...above, node]
  for (const child of nodesBelow(node)) walk(child, visit, inner)
}

/** The nodes right below a node, in source order. */
export function nodesBelow(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
    .sort((one, other) => spanOf(one).start - spanOf(other).start)
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value
}

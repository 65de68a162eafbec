import type { SourceBytes } from '../compilation/sourceBytes.ts'
import { type Span, type SyntaxNode, spanOf } from '../compilation/syntaxTree.ts'

/** One change of a source: a part of it replaced. */
export interface Edit extends Span {
  /** The kind of change, for people. */
  readonly kind: string
  readonly replacement: SourceBytes
}

/** A node replaced as a whole. */
export function replaced(node: SyntaxNode, replacement: SourceBytes, kind: string): Edit {
  return { ...spanOf(node), replacement, kind }
}

/** The text of a node. */
export function sourceOf(node: SyntaxNode, source: SourceBytes): SourceBytes {
  const { start, end } = spanOf(node)
  return source.slice(start, end)
}

/** Two parts of a source that change places. */
export function swapped(first: Span, second: Span, source: SourceBytes, kind: string): Edit {
  const [one, between, other] = [
    source.slice(first.start, first.end),
    source.slice(first.end, second.start),
    source.slice(second.start, second.end),
  ]
  return { start: first.start, end: second.end, replacement: `${other}${between}${one}`, kind }
}

/** A number one higher, and one lower unless it is zero, in the notation and width it is written in. */
export function neighbours(literal: string): string[] {
  const digits = /^(?:0x[0-9a-f]+|[0-9]+)/i.exec(literal)?.[0]
  // A number with a fraction, an exponent or separators: there is none here whose neighbour would be written like it.
  if (digits === undefined || /^[._e]/.test(literal.slice(digits.length))) return []
  const value = BigInt(digits)
  const write = (number: bigint) =>
    digits.startsWith('0x') ? `0x${number.toString(16).padStart(digits.length - 2, '0')}` : number.toString()
  const values = value === 0n ? [1n] : [value + 1n, value - 1n]
  return values.map((number) => `${write(number)}${literal.slice(digits.length)}`)
}

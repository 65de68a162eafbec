import type { SourceBytes } from '../compilation/sourceBytes.ts'
import type { Span } from '../compilation/syntaxTree.ts'
import type { Edit } from './edit.ts'

/**
 * The part of a source that exists twice when a mutant is built in: as it was and changed. Which of the two runs is decided
 * at run time.
 */
export interface Anchor extends Span {
  readonly form: 'expression' | 'statement'
  /** The type that a value has only through its declaration. */
  readonly type?: string
}

/** The contracts with one change. */
export interface Mutant extends Edit {
  /** From 1 on, in the order of files and places. */
  readonly id: number
  /** Path from the project's root. */
  readonly file: string
  /** Function, or constant, that the change is in. */
  readonly scope: string
  readonly line: number
  /** The lines that the change touches as one line, before and after. */
  readonly original: string
  readonly mutated: string
  /** None: the language has no way to choose here at run time, the mutant must be compiled by itself. */
  readonly anchor?: Anchor
}

/** What tells a mutant from all others as long as the contracts stay as they are. */
export function mutantKey({ file, start, end, replacement }: Mutant): string {
  return `${file}:${start}-${end}:${replacement}`
}

/** The source with the change. */
export function mutate(source: SourceBytes, { start, end, replacement }: Edit): SourceBytes {
  return source.slice(0, start) + replacement + source.slice(end)
}

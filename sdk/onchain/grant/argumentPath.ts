import { MAX_PATH_STEPS } from '../../core/constants.ts'
import { EncodingRangeError } from '../../errors/encoding.ts'

/** One step of a path beyond the argument block: it follows the word reached so far as an offset. */
export type PathStep =
  /** A word of the tuple, or an element of the fixed array of dynamic elements, that the offset leads to. */
  | { readonly kind: 'field'; readonly word: number }
  /** A word of one element, or of each, of the array that the offset leads to. */
  | {
      readonly kind: 'element'
      readonly index: number | 'every'
      /** Words of an element, and which of them is meant; `'bytes'` for 32 bytes at a time of `bytes` or a string. */
      readonly layout: { readonly words: number; readonly word: number } | 'bytes'
    }
  /** Number of elements of the array, or of bytes. The last step. */
  | { readonly kind: 'length' }

/** Where an argument stands, as docs/protocol.md encodes it in a condition or a spend. */
export type ArgumentPath = {
  /** Index of a word of the argument block. */
  readonly first: number
  readonly steps: readonly PathStep[]
}

/** Kinds of steps, in their two highest bits. */
const FIELD = 0x4000
const ELEMENT = 0x8000
const LENGTH = 0xc000
const KIND = 0xc000
const VALUE = 0x3fff

/** Value of an element step that means each element. */
export const EVERY = VALUE

/** Value of a layout step that means bytes. */
export const BYTES_LAYOUT = 127 << 7

/** First value that one step cannot have. */
const END = { first: 0x10000, field: 0x4000, element: EVERY, words: 127 } as const

/**
 * A path as a number: 16 bits per step, the first one lowest.
 * @throws EncodingRangeError when a step does not fit, or there are more than 16.
 */
export function encodePath({ first, steps }: ArgumentPath): bigint {
  const encoded = [within(first, END.first, 'argument'), ...steps.flatMap(stepBits)]
  if (encoded.length > MAX_PATH_STEPS) {
    throw new EncodingRangeError({ field: 'path', expected: `at most ${MAX_PATH_STEPS} steps` })
  }
  return encoded.reduceRight((path, step) => (path << 16n) | BigInt(step), 0n)
}

/** The steps of a path; undefined when it is none that any calldata could satisfy. */
export function decodePath(argument: bigint): ArgumentPath | undefined {
  const steps: PathStep[] = []
  const bits = stepsOf(argument >> 16n)
  for (let at = 0; at < bits.length; at++) {
    const step = bits[at] ?? 0
    const value = step & VALUE
    const kind = step & KIND
    if (kind === FIELD) steps.push({ kind: 'field', word: value })
    else if (kind === ELEMENT) steps.push(element(value, { words: 1, word: 0 }))
    else if (kind === LENGTH) {
      if (value !== 0 || at !== bits.length - 1) return undefined
      steps.push({ kind: 'length' })
    } else {
      const next = bits[++at] ?? 0
      const layout = layoutOf(value)
      if (!layout || (next & KIND) !== ELEMENT) return undefined
      if (layout === 'bytes' && (next & VALUE) === EVERY) return undefined
      steps.push(element(next & VALUE, layout))
    }
  }
  const every = steps.filter((step) => step.kind === 'element' && step.index === 'every')
  return every.length > 1 ? undefined : { first: Number(argument & 0xffffn), steps }
}

function stepsOf(rest: bigint): number[] {
  const bits: number[] = []
  for (let left = rest; left !== 0n; left >>= 16n) bits.push(Number(left & 0xffffn))
  return bits
}

function element(value: number, layout: Extract<PathStep, { kind: 'element' }>['layout']): PathStep {
  return { kind: 'element', index: value === EVERY ? 'every' : value, layout }
}

function layoutOf(value: number): Extract<PathStep, { kind: 'element' }>['layout'] | undefined {
  if (value === BYTES_LAYOUT) return 'bytes'
  const words = value >> 7
  const word = value & 127
  return word < words ? { words, word } : undefined
}

function stepBits(step: PathStep): number[] {
  if (step.kind === 'field') return [FIELD | within(step.word, END.field, 'field')]
  if (step.kind === 'length') return [LENGTH]
  const { index, layout } = step
  const own = ELEMENT | (index === 'every' ? EVERY : within(index, END.element, 'element'))
  if (layout === 'bytes') return [BYTES_LAYOUT, own]
  if (layout.words === 1) return [own]
  const words = within(layout.words, END.words, 'words of an element')
  return [(words << 7) | within(layout.word, words, 'word of an element'), own]
}

function within(value: number, end: number, field: string): number {
  if (Number.isInteger(value) && value >= 0 && value < end) return value
  throw new EncodingRangeError({ field, expected: `a whole number below ${end}` })
}

import { type Hex, size } from 'viem'
import { BYTES_LAYOUT, EVERY } from './argumentPath.ts'

/** One word that a path leads to in calldata. */
export type ResolvedArgument =
  /** `count`: number of words that the path leads to, 1 unless it means every element; with 0 there is no word. */
  | { readonly word: bigint; readonly count: bigint }
  /** The calldata ends before it, or does not lead there as the ABI encodes it. */
  | 'missing'
  | 'malformed'

const FIELD = 1n
const ELEMENT = 2n
const INLINE = 0n
const EVERY_ELEMENT = BigInt(EVERY)
const BYTES = BigInt(BYTES_LAYOUT)
const WORDS = 1n << 7n

/**
 * Follows a path through calldata, step by step as contracts/libraries/ArgumentPath.sol does.
 * @param data Calldata of the call, with its selector.
 * @param each Which element `every` stands for, from 0.
 */
export function resolveArgument(data: Hex, argument: bigint, each: bigint): ResolvedArgument {
  const first = wordAt(data, 4n + 32n * (argument & 0xffffn))
  if (first === undefined) return 'missing'
  let [word, count, head, shape] = [first, 1n, 4n, WORDS]
  let every = false
  for (let rest = argument >> 16n; rest !== 0n; rest >>= 16n) {
    const kind = (rest >> 14n) & 3n
    let value = rest & EVERY_ELEMENT
    if (kind === INLINE) {
      shape = value
      const known = shape === BYTES || (shape & 127n) < shape >> 7n
      if (!known || ((rest >> 30n) & 3n) !== ELEMENT) return 'malformed'
      continue
    }
    if (word % 32n !== 0n || word >= BigInt(size(data))) return 'malformed'
    const start = head + word
    let next: bigint | undefined
    if (kind === FIELD) {
      head = start
      next = wordAt(data, start + 32n * value)
    } else if (kind === ELEMENT) {
      const length = wordAt(data, start)
      if (length === undefined) return 'missing'
      if (value === EVERY_ELEMENT) {
        // One array at a time: which element of which would `each` be?
        if (every || shape === BYTES) return 'malformed'
        if (length === 0n) return { word: 0n, count: 0n }
        ;[value, count, every] = [each, length, true]
      }
      head = start + 32n
      next = elementAt(data, head, { length, index: value, shape })
      shape = WORDS
    } else {
      if (rest !== 0xc000n) return 'malformed'
      next = wordAt(data, start)
    }
    if (next === undefined) return 'missing'
    word = next
  }
  return { word, count }
}

function elementAt(
  data: Hex,
  head: bigint,
  { length, index, shape }: { length: bigint; index: bigint; shape: bigint },
): bigint | undefined {
  if (shape !== BYTES) {
    return index < length ? wordAt(data, head + 32n * (index * (shape >> 7n) + (shape & 127n))) : undefined
  }
  if (32n * index >= length) return undefined
  const word = wordAt(data, head + 32n * index)
  const left = length - 32n * index
  if (word === undefined || left >= 32n) return word
  // What follows the last byte reads as zero.
  const unused = 8n * (32n - left)
  return (word >> unused) << unused
}

/** The 32 bytes at a position; undefined when the calldata ends before their end. */
function wordAt(data: Hex, position: bigint): bigint | undefined {
  if (position + 32n > BigInt(size(data))) return undefined
  const start = 2 + 2 * Number(position)
  return BigInt(`0x${data.slice(start, start + 64)}`)
}

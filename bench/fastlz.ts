import { bytesToHex, type Hex, hexToBytes } from 'viem'

const MIN_MATCH = 3
const MAX_MATCH = 264
const MAX_LITERALS = 32
const MAX_DISTANCE = 8_192

/** FastLZ, level 1, as SmartSessions expands it: matches of 3 to 264 bytes, at most 8,192 bytes back. */
export function fastlz(data: Hex): Hex {
  const bytes = hexToBytes(data)
  const seen = new Map<number, number>()
  const output: number[] = []
  let literals = 0
  let at = 0
  const flush = (end: number) => {
    for (let from = end - literals; from < end; from += MAX_LITERALS) {
      const run = bytes.subarray(from, Math.min(end, from + MAX_LITERALS))
      output.push(run.length - 1, ...run)
    }
    literals = 0
  }
  while (at < bytes.length) {
    const previous = remember(bytes, at, seen)
    const length = previous === undefined ? 0 : matchLength(bytes, previous, at)
    if (previous === undefined || length < MIN_MATCH) {
      literals++
      at++
      continue
    }
    flush(at)
    pushMatch(output, at - previous - 1, length)
    at += length
  }
  flush(at)
  return bytesToHex(Uint8Array.from(output))
}

/** Where the next three bytes were last seen, if within reach. */
function remember(bytes: Uint8Array, at: number, seen: Map<number, number>): number | undefined {
  const [first, second, third] = bytes.subarray(at, at + MIN_MATCH)
  if (first === undefined || second === undefined || third === undefined) return undefined
  const key = (first << 16) | (second << 8) | third
  const previous = seen.get(key)
  seen.set(key, at)
  return previous !== undefined && at - previous <= MAX_DISTANCE ? previous : undefined
}

function matchLength(bytes: Uint8Array, previous: number, at: number): number {
  let length = 0
  while (length < MAX_MATCH && at + length < bytes.length && bytes[previous + length] === bytes[at + length])
    length++
  return length
}

function pushMatch(output: number[], distance: number, length: number): void {
  const short = length - 2
  if (short < 7) output.push((short << 5) | (distance >> 8), distance & 0xff)
  else output.push((7 << 5) | (distance >> 8), short - 7, distance & 0xff)
}

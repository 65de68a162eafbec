import { bytesToHex, type Hex, hexToBytes, keccak256, numberToHex, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import { fastlz } from '../../bench/fastlz.ts'

/** The inverse, written from the format: a run of literals, or a match that may overlap what it writes. */
function expand(compressed: Hex): Hex {
  const input = hexToBytes(compressed)
  const output: number[] = []
  const next = (at: number) => {
    const byte = input[at]
    if (byte === undefined) throw new Error(`ends at ${at}`)
    return byte
  }
  for (let at = 0; at < input.length; ) {
    const control = next(at++)
    if (control < 32) {
      for (let left = control + 1; left > 0; left--) output.push(next(at++))
      continue
    }
    const length = (control >> 5 === 7 ? 7 + next(at++) : control >> 5) + 2
    const distance = ((control & 31) << 8) + next(at++) + 1
    for (let left = length; left > 0; left--) {
      const byte = output.at(-distance)
      if (byte === undefined) throw new Error(`nothing ${distance} back`)
      output.push(byte)
    }
  }
  return bytesToHex(Uint8Array.from(output))
}

const noise = (bytes: number): Hex => {
  const words = Array.from({ length: Math.ceil(bytes / 32) }, (_, index) => keccak256(numberToHex(index)))
  return `0x${words
    .map((word) => word.slice(2))
    .join('')
    .slice(0, bytes * 2)}`
}

describe('fastlz', () => {
  test.for<[string, Hex]>([
    ['nothing', '0x'],
    ['one byte', '0x07'],
    ['three zeros', '0x000000'],
    ['a word', pad('0x20')],
    ['noise of a run', noise(32)],
    ['noise over a run', noise(33)],
    ['the longest match and one more', bytesToHex(new Uint8Array(266))],
    [
      'a match out of reach',
      `${noise(20)}${bytesToHex(new Uint8Array(9_000)).slice(2)}${noise(20).slice(2)}`,
    ],
    ['a match at the end of the reach', `${noise(8_192)}${noise(40).slice(2)}`],
  ])('expands to what it was: %s', ([, data]) => {
    expect(expand(fastlz(data))).toBe(data)
  })

  test('makes words of zeros short', () => {
    expect((fastlz(bytesToHex(new Uint8Array(320))).length - 2) / 2).toBeLessThan(12)
  })
})

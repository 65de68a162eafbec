import type { AbiFunction } from 'abitype'
import fc from 'fast-check'
import { encodeFunctionData, type Hex, numberToHex, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import { Operator } from '../../sdk/core/index.ts'
import { ArgumentUnknownError, ArgumentUnsupportedError, EncodingRangeError } from '../../sdk/errors/index.ts'
import { resolveConditions, resolveSpends } from '../../sdk/onchain/grant/arguments.ts'
import {
  type ArgumentPath,
  decodePath,
  encodePath,
  type PathStep,
} from '../../sdk/onchain/grant/argumentPath.ts'
import { equal } from '../../sdk/onchain/grant/conditions.ts'
import { locateArgument } from '../../sdk/onchain/grant/locateArgument.ts'
import { argumentText, nameArgument } from '../../sdk/onchain/grant/nameArgument.ts'
import { resolveArgument } from '../../sdk/onchain/grant/resolveArgument.ts'

const abi = parseAbi([
  'struct Leg { address token; uint256 amount; }',
  'struct Order { address maker; Leg[] legs; bytes path; Leg first; string[2] notes; }',
  'function trade(uint256 deadline, Order[] orders, Leg[3] fixed, (bytes hops, uint8 level) params, uint256[2][] pairs, string text)',
])
const item = abi[0] as AbiFunction

const A = '0x1111111111111111111111111111111111111111'
const B = '0x2222222222222222222222222222222222222222'
const leg = (token: typeof A | typeof B, amount: bigint) => ({ token, amount })
const HOPS: Hex = `0x${'ab'.repeat(43)}`
const order = (maker: typeof A | typeof B, count: number) => ({
  ...{ maker, legs: Array.from({ length: count }, (_, at) => leg(A, BigInt(10 * count + at))) },
  ...{ path: HOPS, first: leg(B, 7n), notes: ['one', 'a longer note than thirty-two bytes are'] as const },
})
const data = encodeFunctionData({
  abi,
  args: [
    99n,
    [order(A, 2), order(B, 3)],
    [leg(A, 1n), leg(B, 2n), leg(A, 3n)],
    { hops: HOPS, level: 4 },
    [
      [5n, 6n],
      [7n, 8n],
    ],
    'text',
  ],
})

/** Every word that a path in words leads to. */
function words(text: string): bigint[] {
  return locateArgument(item, text).flatMap(({ place }) => {
    const argument = encodePath(place)
    const found: bigint[] = []
    for (let each = 0n, count = 1n; each < count; each++) {
      const one = resolveArgument(data, argument, each)
      if (typeof one === 'string') throw new Error(`${text}: ${one}`)
      count = one.count
      if (count > 0n) found.push(one.word)
    }
    return found
  })
}

const padded = (bytes: string) => BigInt(`0x${bytes.padEnd(64, '0')}`)

describe('a path of an argument', () => {
  it.each([
    ['deadline', [99n]],
    ['orders.length', [2n]],
    ['orders[0].maker', [BigInt(A)]],
    ['orders[*].maker', [BigInt(A), BigInt(B)]],
    ['orders[1].legs.length', [3n]],
    ['orders[1].legs[2].amount', [32n]],
    ['orders[1].legs[*].amount', [30n, 31n, 32n]],
    ['orders[*].first.amount', [7n, 7n]],
    ['orders[0].path.length', [43n]],
    ['orders[0].path[1]', [padded('ab'.repeat(11))]],
    ['orders[0].notes[0].length', [3n]],
    ['orders[1].notes[1].length', [39n]],
    ['orders[1].notes[0][0]', [padded(Buffer.from('one').toString('hex'))]],
    ['fixed[0].token', [BigInt(A)]],
    ['fixed[2].amount', [3n]],
    ['fixed[*].amount', [1n, 2n, 3n]],
    ['params.level', [4n]],
    ['params.hops[0]', [padded('ab'.repeat(32))]],
    ['pairs[0][1]', [6n]],
    ['pairs[*][0]', [5n, 7n]],
    ['pairs[1][*]', [7n, 8n]],
    ['text.length', [4n]],
  ] as const)('%s leads to what the ABI encodes', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('has the same name on the way back', () => {
    const names = [
      'orders[*].legs.length',
      'orders[3].legs[0].token',
      'params.hops[1]',
      'pairs[*][1]',
      'text[0]',
    ]
    for (const name of names) {
      const [place] = locateArgument(item, name).map((one) => encodePath(one.place))
      expect(nameArgument(item, place ?? 0n)?.path).toBe(name)
    }
    const [bytes] = locateArgument(item, 'params.hops[1]').map(({ place }) => encodePath(place))
    expect(nameArgument(item, bytes ?? 0n)?.type).toBe('bytes32')
  })

  it('is told by its place where the function is not known', () => {
    const [place] = locateArgument(item, 'orders[*].legs[2].amount').map((one) => encodePath(one.place))
    expect(argumentText(undefined, place ?? 0n)).toBe(
      'argument 1, each of its elements, its field 1, word 1 of its element 2',
    )
    expect(argumentText(undefined, 1n)).toBe('argument 1')
    const [bytes] = locateArgument(item, 'params.hops[1]').map((one) => encodePath(one.place))
    // Params follow the three legs of the fixed array: words 0, 1, 2 to 7.
    expect(argumentText(undefined, bytes ?? 0n)).toBe('argument 8, its field 0, its bytes from 32')
    expect(nameArgument(item, encodePath({ first: 0, steps: [{ kind: 'length' }] }))).toBeUndefined()
    expect(nameArgument(item, 99n)).toBeUndefined()
  })

  it.each([
    ['nothing', ArgumentUnknownError],
    ['orders[0].nothing', ArgumentUnknownError],
    ['', ArgumentUnknownError],
    ['orders[', ArgumentUnknownError],
    ['orders[-1]', ArgumentUnknownError],
    ['.orders', ArgumentUnknownError],
    ['deadline.length', ArgumentUnsupportedError],
    ['deadline[0]', ArgumentUnsupportedError],
    ['fixed[3].amount', ArgumentUnsupportedError],
    ['fixed.length', ArgumentUnsupportedError],
    ['orders[*].legs[*].amount', ArgumentUnsupportedError],
    ['params.hops[*]', ArgumentUnsupportedError],
    ['orders[16383].maker', ArgumentUnsupportedError],
  ])('refuses %s', (text, error) => {
    expect(() => locateArgument(item, text)).toThrow(error)
  })

  it('refuses rules on what is no single value', () => {
    for (const text of ['orders', 'orders[0]', 'orders[0].legs', 'fixed', 'pairs[0]']) {
      expect(() => resolveConditions(item, { [text]: equal(1n) })).toThrow(ArgumentUnsupportedError)
      expect(() => resolveSpends(item, { [text]: 'limit' })).toThrow(ArgumentUnsupportedError)
    }
  })

  it('asks for whole bytes by their length and each 32 of them', () => {
    const conditions = resolveConditions(item, { params: { hops: equal(HOPS) } })
    expect(conditions.map(({ operator }) => operator)).toEqual([
      Operator.equal,
      Operator.equal,
      Operator.equal,
    ])
    expect(conditions.map(({ argument }) => nameArgument(item, argument)?.path)).toEqual([
      'params.hops.length',
      'params.hops[0]',
      'params.hops[1]',
    ])
    expect(conditions[0]?.values).toEqual([numberToHex(43, { size: 32 })])
    expect(conditions[2]?.values).toEqual([`0x${'ab'.repeat(11).padEnd(64, '0')}`])
    expect(resolveConditions(item, { text: equal('') })).toHaveLength(1)
  })
})

describe('encodePath', () => {
  const step: fc.Arbitrary<PathStep> = fc.oneof(
    fc.record({ kind: fc.constant('field' as const), word: fc.integer({ min: 0, max: 0x3fff }) }),
    fc.record({
      kind: fc.constant('element' as const),
      index: fc.integer({ min: 0, max: 0x3ffe }),
      layout: fc.oneof(
        fc.constant('bytes' as const),
        fc
          .tuple(fc.integer({ min: 1, max: 126 }), fc.nat())
          .map(([count, word]) => ({ words: count, word: word % count })),
      ),
    }),
  )
  const first = fc.integer({ min: 0, max: 0xffff })

  it('comes back as the same steps', () => {
    const paths = fc.property(first, fc.array(step, { maxLength: 7 }), fc.boolean(), (at, steps, length) => {
      const path: ArgumentPath = { first: at, steps: length ? [...steps, { kind: 'length' }] : steps }
      const bits = steps.reduce((sum, one) => sum + (isWide(one) ? 2 : 1), 1) + (length ? 1 : 0)
      if (bits > 16) expect(() => encodePath(path)).toThrow(EncodingRangeError)
      else expect(decodePath(encodePath(path))).toEqual(path)
    })
    fc.assert(paths)
  })

  it('keeps the steps as docs/protocol.md numbers them', () => {
    const every = { kind: 'element', index: 'every', layout: { words: 3, word: 1 } } as const
    expect(encodePath({ first: 2, steps: [] })).toBe(2n)
    expect(encodePath({ first: 2, steps: [{ kind: 'field', word: 5 }] })).toBe(0x4005_0002n)
    expect(encodePath({ first: 2, steps: [{ kind: 'length' }] })).toBe(0xc000_0002n)
    expect(encodePath({ first: 2, steps: [every] })).toBe(0xbfff_0181_0002n)
    expect(encodePath({ first: 0, steps: [{ kind: 'element', index: 1, layout: 'bytes' }] })).toBe(
      0x8001_3f80_0000n,
    )
  })

  it('refuses what does not fit', () => {
    const bad: ArgumentPath[] = [
      { first: 0x10000, steps: [] },
      { first: -1, steps: [] },
      { first: 0, steps: [{ kind: 'field', word: 0x4000 }] },
      { first: 0, steps: [{ kind: 'element', index: 0x3fff, layout: 'bytes' }] },
      { first: 0, steps: [{ kind: 'element', index: 0, layout: { words: 127, word: 0 } }] },
      { first: 0, steps: [{ kind: 'element', index: 0, layout: { words: 2, word: 2 } }] },
    ]
    for (const path of bad) expect(() => encodePath(path)).toThrow(EncodingRangeError)
  })

  it('knows numbers that are no path', () => {
    const bad = [
      0x0001_0000n, // a layout of nothing
      0x3f80_0000n, // a layout without an element
      0xc001_0000n, // a length with a value
      0x4000_c000_0000n, // a step after a length
      0xbfff_3f80_0000n, // every word of bytes
      0xbfff_bfff_0000n, // every element of every element
      0x4000_0000_0000n, // a step of zero between others
    ]
    for (const argument of bad) expect(decodePath(argument)).toBeUndefined()
  })

  it('takes one array at a time, also where the outer one has a single element', () => {
    const words = [32n, 1n, 32n, 1n, 7n].map((word) => numberToHex(word, { size: 32 }).slice(2))
    const data: Hex = `0x12345678${words.join('')}`
    const every = 0xbfffn
    expect(resolveArgument(data, every << 16n, 0n)).toEqual({ word: 32n, count: 1n })
    expect(resolveArgument(data, (0x8000n << 16n) | (every << 32n), 0n)).toEqual({ word: 7n, count: 1n })
    expect(resolveArgument(data, (every << 16n) | (every << 32n), 0n)).toBe('malformed')
  })
})

function isWide(step: PathStep): boolean {
  return step.kind === 'element' && (step.layout === 'bytes' || step.layout.words > 1)
}

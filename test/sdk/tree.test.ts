import fc from 'fast-check'
import { concatHex, type Hex, keccak256, numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { EncodingRangeError } from '../../sdk/errors/encoding.ts'
import { createTree, rootOf, treeHeight, verifyProof } from '../../sdk/onchain/grant/index.ts'

const PADDING = keccak256('0x')
const leaf = (at: number): Hex => keccak256(numberToHex(at, { size: 32 }))
const leavesOf = (count: number): Hex[] => Array.from({ length: count }, (_, at) => leaf(at))

describe('createTree', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 3],
    [512, 9],
    [513, 10],
    [1024, 10],
  ])('needs for %i leaves a height of %i', (count, height) => {
    expect(treeHeight(count)).toBe(height)
  })

  it('refuses more than 1,024 leaves', () => {
    for (const count of [1025, -1, 1.5]) expect(() => treeHeight(count)).toThrow(EncodingRangeError)
  })

  it('is the padding leaf when empty and the leaf itself when alone', () => {
    expect(createTree([], PADDING).root).toBe(PADDING)
    expect(createTree([leaf(1)], PADDING).root).toBe(leaf(1))
  })

  it('keeps the order of pairs and pads on the right', () => {
    const join = (left: Hex, right: Hex) => keccak256(concatHex([left, right]))
    const expected = join(join(leaf(0), leaf(1)), join(leaf(2), PADDING))
    expect(createTree(leavesOf(3), PADDING).root).toBe(expected)
  })

  it('proves every leaf at its index and at no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (count, pick) => {
        const tree = createTree(leavesOf(count), PADDING)
        const index = pick % count
        const proof = tree.proof(index)
        expect(rootOf(leaf(index), proof)).toBe(tree.root)
        expect(verifyProof(leaf(index), proof, tree.root, tree.height)).toBe(true)
        expect(verifyProof(leaf(index), proof, tree.root, tree.height + 1)).toBe(false)
        if (tree.height > 0) {
          expect(verifyProof(leaf(index), { ...proof, index: index ^ 1 }, tree.root, tree.height)).toBe(false)
        }
        const outside = { ...proof, index: index + 2 ** tree.height }
        expect(verifyProof(leaf(index), outside, tree.root, tree.height)).toBe(false)
      }),
    )
  })

  it('has no proof for padding', () => {
    expect(() => createTree(leavesOf(3), PADDING).proof(3)).toThrow(EncodingRangeError)
  })
})

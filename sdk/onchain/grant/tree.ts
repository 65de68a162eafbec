import type { Hex } from 'viem'
import { MAX_HEIGHT, MAX_LEAVES } from '../../core/constants.ts'
import { EncodingRangeError } from '../../errors/encoding.ts'
import { hashDigits } from '../../internal/words.ts'

/** Where a leaf stands and what it takes to reach the root from it. */
export type TreeProof = {
  readonly index: number
  /** One per level, from the leaf up. */
  readonly siblings: readonly Hex[]
}

/** An ordered binary Merkle tree, padded on the right: what EIP-712 makes of nested arrays of two. */
export type Tree = {
  readonly height: number
  readonly root: Hex
  /** @throws EncodingRangeError when the tree has no such leaf. */
  proof(index: number): TreeProof
}

/** Levels that a number of leaves needs: 0 for one leaf or none, at most 10. */
export function treeHeight(leaves: number): number {
  if (!Number.isInteger(leaves) || leaves < 0 || leaves > MAX_LEAVES) {
    throw new EncodingRangeError({ field: 'leaves', expected: `0 to ${MAX_LEAVES}` })
  }
  return leaves < 2 ? 0 : 32 - Math.clz32(leaves - 1)
}

/** The tree over these leaves. `padding` is the leaf of the all-zero struct, and the only one when there are none. */
export function createTree(leaves: readonly Hex[], padding: Hex): Tree {
  const height = treeHeight(leaves.length)
  const levels = [Array.from({ length: 2 ** height }, (_, index) => leaves[index] ?? padding)]
  for (let level = 0; level < height; level++) levels.push(pairs(levels[level] ?? []))
  const root = levels[height]?.[0] ?? padding
  return {
    height,
    root,
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
        throw new EncodingRangeError({ field: 'index', expected: `a leaf below ${leaves.length}` })
      }
      const siblings = Array.from({ length: height }, (_, level) => levels[level]?.[(index >> level) ^ 1])
      return { index, siblings: siblings.filter((sibling) => sibling !== undefined) }
    },
  }
}

/** The root that a leaf and its proof lead to. */
export function rootOf(leaf: Hex, proof: TreeProof): Hex {
  let node = leaf
  for (const [level, sibling] of proof.siblings.entries()) {
    node = (proof.index >> level) & 1 ? join(sibling, node) : join(node, sibling)
  }
  return node
}

/** Whether a leaf stands at the proof's index under a root. The length of the proof and the index are checked too. */
export function verifyProof(leaf: Hex, proof: TreeProof, root: Hex, height: number): boolean {
  const fits = proof.siblings.length === height && height <= MAX_HEIGHT && proof.index >> height === 0
  return fits && proof.index >= 0 && rootOf(leaf, proof) === root
}

function pairs(nodes: readonly Hex[]): Hex[] {
  return Array.from({ length: nodes.length / 2 }, (_, i) =>
    join(nodes[2 * i] ?? '0x', nodes[2 * i + 1] ?? '0x'),
  )
}

function join(left: Hex, right: Hex): Hex {
  return hashDigits(left.slice(2), right.slice(2))
}

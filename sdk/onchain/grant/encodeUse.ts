import { type Hash, type Hex, keccak256 } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { Permission } from '../../core/permission.ts'
import { UseInvalidError } from '../../errors/encoding.ts'
import { anyDigits, byteLength, bytesDigits, uintDigits } from '../../internal/words.ts'
import { encodeTerms, keyDigits } from './encodeTerms.ts'
import { hashKey } from './hash.ts'
import { type GrantTrees, grantTrees } from './hashGrant.ts'
import { limitDigits, permissionDigits } from './leafDigits.ts'
import { isPeriodic, periodAt } from './period.ts'
import type { TreeProof } from './tree.ts'

/** Bits of a use's flags. */
export const USE_FLAGS = { grantSignature: 1, otherKey: 2, limitsRoot: 4 } as const

export type EncodeUseParameters = {
  grant: Grant
  /** For each call the index in the grant of the permission that allows it; at least one. */
  permissionIndexes: readonly number[]
  /** The key that signs; the grant's first one by default. */
  key?: Key
  /** The owner's approval, for a grant that the chain does not know yet. */
  grantor?: { key: Key; signature: Hex }
  /** The chain that the use is for; not needed for a grant that holds on one. */
  chainId?: bigint | number
  /** When the use is to be made, unix seconds: what it claims of each periodic limit that it draws on is the period of that second. */
  timestamp?: number
  /** The trees of the grant when they are at hand: building them is most of the work for a large grant. */
  trees?: GrantTrees
}

/**
 * The use without its trailing signature: what {@link useHash} hashes and the holder's own transaction carries. With a
 * signature it is followed by exactly that: `concatHex([use, signature])`.
 *
 * Permissions are carried once each, in the order of their first call; of the limits those that carried permissions spend.
 * @throws UseInvalidError (a periodic limit without a timestamp, or before its first period, too),
 * NetworkNotGrantedError, EncodingRangeError, and what `checkParts` throws.
 */
export function encodeUse(parameters: EncodeUseParameters): Hex {
  const { grant, permissionIndexes, grantor } = parameters
  const { sessionKey } = grant
  const key = parameters.key ?? sessionKey
  const trees = parameters.trees ?? grantTrees(grant)
  const carried = carriedPermissions(grant, permissionIndexes)
  const limits = carriedLimits(grant, carried)
  const otherKey = hashKey(key) !== hashKey(sessionKey)
  const rootOnly = grant.limits.length > 0 && limits.length === 0
  const flags =
    (grantor ? USE_FLAGS.grantSignature : 0) |
    (otherKey ? USE_FLAGS.otherKey : 0) |
    (rootOnly ? USE_FLAGS.limitsRoot : 0)
  const digits = [uintDigits(flags, 8, 'flags'), encodeTerms(grant, parameters.chainId).slice(2)]
  if (otherKey) digits.push(keyDigits(key))
  if (grantor) {
    const length = uintDigits(byteLength(grantor.signature), 16, 'grantor.signature')
    digits.push(keyDigits(grantor.key), length, anyDigits(grantor.signature, 'grantor.signature'))
  }
  digits.push(uintDigits(carried.length, 8, 'number of permissions'))
  for (const { index, item } of carried) {
    digits.push(permissionDigits(item), proofDigits(trees.permissions.proof(index)))
  }
  digits.push(uintDigits(limits.length, 8, 'number of limits'))
  for (const { index, item } of limits)
    digits.push(carriedLimit(index, item, parameters.timestamp), siblings(trees.limits.proof(index)))
  if (rootOnly) digits.push(bytesDigits(trees.limits.root, 32, 'limitsRoot'))
  if (carried.length > 1) digits.push(positions(permissionIndexes, carried))
  return `0x${digits.join('')}`
}

/** keccak256 of an encoded use without its trailing signature. */
export function useHash(use: Hex): Hash {
  return keccak256(use)
}

type Carried<item> = { readonly index: number; readonly item: item }

function carriedPermissions(grant: Grant, indexes: readonly number[]): readonly Carried<Permission>[] {
  if (indexes.length === 0) throw new UseInvalidError({ reason: 'it has no call.' })
  const carried = [...new Set(indexes)].map((index) => {
    const item = grant.permissions[index]
    if (!item) throw new UseInvalidError({ reason: `the grant has no permission ${index}.` })
    return { index, item }
  })
  if (carried.length > 255) throw new UseInvalidError({ reason: 'it touches more than 255 permissions.' })
  return carried
}

function carriedLimits(grant: Grant, permissions: readonly Carried<Permission>[]): readonly Carried<Limit>[] {
  const named = permissions.flatMap(({ item }) => item.spends.map(({ limit }) => limit))
  const carried = [...new Set(named)]
    .sort((one, other) => one - other)
    .map((index) => {
      const item = grant.limits[index]
      if (!item) throw new UseInvalidError({ reason: `the grant has no limit ${index}.` })
      return { index, item }
    })
  if (carried.length > 255) throw new UseInvalidError({ reason: 'it touches more than 255 limits.' })
  return carried
}

function carriedLimit(index: number, limit: Limit, timestamp: number | undefined): string {
  const period = isPeriodic(limit) ? uintDigits(claimedPeriod(index, limit, timestamp), 32, 'period') : ''
  return uintDigits(index, 16, 'limit index') + limitDigits(limit, period)
}

function claimedPeriod(index: number, limit: Limit, timestamp: number | undefined): number {
  const period = timestamp === undefined ? -1 : periodAt(limit, timestamp)
  if (period >= 0) return period
  const reason =
    timestamp === undefined ? 'say when it is to be made' : `its first one starts at ${limit.periodStart}`
  throw new UseInvalidError({ reason: `limit ${index} has periods: ${reason}.` })
}

function proofDigits(proof: TreeProof): string {
  return uintDigits(proof.index, 16, 'index') + siblings(proof)
}

function siblings(proof: TreeProof): string {
  return proof.siblings.map((sibling) => sibling.slice(2)).join('')
}

function positions(indexes: readonly number[], carried: readonly Carried<Permission>[]): string {
  const position = new Map(carried.map(({ index }, at) => [index, at]))
  return indexes.map((index) => uintDigits(position.get(index) ?? 0, 8, 'position')).join('')
}

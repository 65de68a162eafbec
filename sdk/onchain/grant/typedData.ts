import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { grantTypes, type ModuleDomain, moduleDomain, type StructTypes } from './eip712.ts'
import { PADDING_LIMIT, PADDING_PERMISSION } from './emptyParts.ts'
import { treeHeight } from './tree.ts'

/** What a wallet shows and signs, in viem's form. */
export type ModuleTypedData<primaryType extends string = string> = {
  readonly domain: ModuleDomain
  readonly types: StructTypes
  readonly primaryType: primaryType
  readonly message: Record<string, unknown>
}

/**
 * The typed data of a grant: every permission, condition and limit in full, padded to whole trees with zero structs.
 * viem's `hashTypedData` of it is the grantId.
 * @throws EncodingRangeError when there are more than 1,024 permissions or limits.
 */
export function typedData(grant: Grant, module: Address): ModuleTypedData<'Grant'> {
  const heights = {
    permissions: treeHeight(grant.permissions.length),
    limits: treeHeight(grant.limits.length),
  }
  const message = {
    ...grant,
    permissions: nest(grant.permissions, PADDING_PERMISSION, heights.permissions),
    limits: nest(grant.limits, PADDING_LIMIT, heights.limits),
  }
  return { domain: moduleDomain(module), types: grantTypes(heights), primaryType: 'Grant', message }
}

/** A leaf at height 0, otherwise the pair of its halves. */
function nest<leaf>(leaves: readonly leaf[], padding: leaf, height: number, first = 0): unknown {
  if (height === 0) return leaves[first] ?? padding
  const half = 2 ** (height - 1)
  return [nest(leaves, padding, height - 1, first), nest(leaves, padding, height - 1, first + half)]
}

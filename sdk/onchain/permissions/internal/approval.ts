import { type Address, erc20Abi } from 'viem'
import { atMost, equal } from '../../grant/conditions.ts'
import { permission } from '../../grant/permission.ts'
import type { PermissionDefinition } from '../../grant/permissionDefinition.ts'

export type ApprovalParameters = {
  token: Address
  /** The one contract that may draw. */
  spender: Address
  /** Most of one approval, in the token's smallest unit, inclusive. */
  maxAmount: bigint
  /** Name of the limit that counts what is approved, where nothing else counts what is then drawn. */
  limitName?: string
}

/** Approvals of one ERC-20 token to one spender. Each replaces the one before; of 0 it takes it back. */
export function approval({ token, spender, maxAmount, limitName }: ApprovalParameters): PermissionDefinition {
  return permission({
    abi: erc20Abi,
    target: token,
    functionName: 'approve',
    where: { spender: equal(spender), amount: atMost(maxAmount) },
    ...(limitName === undefined ? {} : { spends: { amount: limitName } }),
  })
}

import { PermissionInvalidError } from '../../../errors/permission.ts'
import { type ArgumentCondition, atLeast } from '../../grant/conditions.ts'

/** What bounds the swaps of every protocol. */
export type SwapBounds = {
  /** Most of one swap, in the smallest unit of what is paid, inclusive. */
  amountInPerCall: bigint
  /** Most of all swaps together, in the smallest unit of what is paid, inclusive. */
  limit: bigint
  /**
   * Least that every swap must ask for, in the smallest unit of what is bought, inclusive. The price is the holder's otherwise: a
   * stolen key can sell the whole limit for nothing to whoever moves the pool first. `'any'` has to be asked for.
   */
  minAmountOut: bigint | 'any'
  /** Name of the limit; presets that name one limit, with the same amount, share it. */
  limitName?: string
}

/** Which side of a swap is named exactly: what is paid, what is bought, or the holder's choice. */
export type ExactSide = 'in' | 'out' | 'either'

/** Whether a swap that names this side exactly is among those asked for. */
export function isExact(asked: ExactSide, side: 'in' | 'out'): boolean {
  return asked === 'either' || asked === side
}

/**
 * The least amount as a condition on an argument, or none where it was waived by name.
 * @throws PermissionInvalidError for a least amount of 0, which bounds nothing.
 */
export function leastOut<const name extends string>(
  argument: name,
  minAmountOut: SwapBounds['minAmountOut'],
  permission: string,
): { readonly [key in name]?: ArgumentCondition<bigint> } {
  if (minAmountOut === 'any') return {}
  if (minAmountOut > 0n)
    return { [argument]: atLeast(minAmountOut) } as Record<name, ArgumentCondition<bigint>>
  const reason = "minAmountOut of 0 bounds nothing: ask for 'any' by name."
  throw new PermissionInvalidError({ permission, reason })
}

/**
 * The access level of a swap: without a least amount whoever moves the pool takes what the account pays.
 */
export function swapLevel(minAmountOut: SwapBounds['minAmountOut']): 'trade' | 'full' {
  return minAmountOut === 'any' ? 'full' : 'trade'
}

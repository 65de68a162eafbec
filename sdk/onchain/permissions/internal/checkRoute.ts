import type { Address } from 'viem'
import { PermissionInvalidError } from '../../../errors/permission.ts'

/**
 * Refuses a route that leads nowhere.
 * @throws PermissionInvalidError for fewer than two tokens, and for fees that are not one per pool.
 */
export function checkRoute(
  tokens: readonly Address[],
  fees: readonly number[] | undefined,
  permission: string,
): void {
  const refuse = (reason: string): Error => new PermissionInvalidError({ permission, reason })
  if (tokens.length < 2) throw refuse('a route has two tokens or more.')
  if (fees && fees.length !== tokens.length - 1) {
    throw refuse(`a route over ${tokens.length} tokens has ${tokens.length - 1} fees, not ${fees.length}.`)
  }
}

import { UNTIERED } from '../../core/constants.ts'
import type { Permission } from '../../core/permission.ts'
import { Tier } from '../../core/tier.ts'
import { TierExceededError } from '../../errors/contractTier.ts'

/** Whether a permission may be used in every risk tier. */
export function isUntiered({ worstTier }: Pick<Permission, 'worstTier'>): boolean {
  return worstTier === UNTIERED
}

/**
 * Refuses permissions that may not be used while things are as dangerous as the keeper says. A keeper that has said nothing, or whose
 * word has expired, counts as tier D, in which nothing goes.
 * @throws TierExceededError.
 */
export function checkTier(permissions: readonly Pick<Permission, 'worstTier'>[], tier: number): void {
  for (const permission of permissions) {
    const { worstTier } = permission
    if (!isUntiered(permission) && (tier > worstTier || tier >= Tier.D)) {
      throw new TierExceededError({ tier, worstTier })
    }
  }
}

import { UNTIERED } from '../../../core/constants.ts'
import { Tier } from '../../../core/tier.ts'
import { TierExceededError } from '../../../errors/contractTier.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { type GetTierReturnType, getTier } from '../getTier.ts'

/**
 * Refuses permissions that are not for how dangerous things are now. Undefined when none of them asks.
 * @throws TierExceededError.
 */
export async function checkTier(
  client: HolderClientBase,
  permissionIndexes: readonly number[],
): Promise<GetTierReturnType | undefined> {
  const { grant } = client
  const tiers = permissionIndexes.map((index) => grant.permissions[index]?.worstTier ?? UNTIERED)
  const worstTier = Math.min(...tiers)
  if (worstTier === UNTIERED) return undefined
  const state = await getTier(client, { account: grant.account, keeper: grant.keeper })
  const { tier } = state
  if (tier > worstTier || tier === Tier.D) throw new TierExceededError({ tier, worstTier })
  return state
}

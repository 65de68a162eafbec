import type { Permission } from '../../../core/permission.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { checkTier, isUntiered } from '../../grant/checkTier.ts'
import { getTier } from '../getTier.ts'

/**
 * Refuses permissions that may not be used in the risk tier that the grant's keeper has published.
 * @returns The tier's last second; undefined when no permission asks for one.
 * @throws TierExceededError.
 */
export async function useTier(
  client: HolderClientBase,
  permissions: readonly Permission[],
): Promise<number | undefined> {
  if (permissions.every(isUntiered)) return undefined
  const { account, keeper } = client.grant
  const { tier, validUntil } = await getTier(client, { account, keeper })
  checkTier(permissions, tier)
  return validUntil
}

import { UNLIMITED_KEY_LIFETIME } from '../../../core/constants.ts'
import type { Grant } from '../../../core/grant.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { chainTime } from './chainTime.ts'

/** The latest last second that a new key may have, judged by the latest block, which is never later than the next one. */
export async function keyEnd(client: ModuleClient, grant: Grant): Promise<number> {
  if (grant.keyLifetime === UNLIMITED_KEY_LIFETIME) return grant.validUntil
  const { latest } = await chainTime(client)
  return Math.min(grant.validUntil, latest + grant.keyLifetime)
}

import { UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'

/** Last second of the grant's first key, inclusive: it lives from the grant's first second on. */
export function firstKeyValidUntil(grant: Pick<Grant, 'validAfter' | 'validUntil' | 'keyLifetime'>): number {
  if (grant.keyLifetime === UNLIMITED_KEY_LIFETIME) return grant.validUntil
  return Math.min(grant.validAfter + grant.keyLifetime, grant.validUntil)
}

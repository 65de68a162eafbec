import { ACCESS_LEVELS, type AccessLevel } from '../../core/accessLevel.ts'
import type { VenueGrant } from '../../core/grant.ts'
import type { ANY_IP } from '../../core/venueConstants.ts'

/** What a grant asks of a key, and so the most that the key should be able to do. */
export type KeyNeeds = {
  readonly venue: string
  /** The highest level of the grant's permissions. */
  readonly level: AccessLevel
  readonly allowedIps: readonly string[] | typeof ANY_IP
  /** The grant's last second, inclusive, unix seconds. */
  readonly validUntil: number
  /** The longest life of a key, seconds, or `UNLIMITED_KEY_LIFETIME`. */
  readonly keyLifetime: number
}

/** What a grant asks of a key. */
export function keyNeeds(grant: VenueGrant): KeyNeeds {
  const classes = new Set(grant.permissions.map(({ endpointClass }) => endpointClass))
  return {
    venue: grant.account.venue,
    level: ACCESS_LEVELS.findLast((level) => classes.has(level)) ?? 'read',
    allowedIps: grant.networks[0].allowedIps,
    validUntil: grant.validUntil,
    keyLifetime: grant.keyLifetime,
  }
}

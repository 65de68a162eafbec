import { UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import { type Expiry, expiryState } from '../../core/expiry.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { VenueKeyNotGrantedError, VenueKeyWindowError } from '../../errors/venueGrant.ts'

/** What is recorded of a key that came, or went, by a rotation. */
export type VenueKeyRecord = Expiry & {
  /** The key's public name at the venue. */
  readonly apiKey: string
}

/**
 * When a key may be used under a grant: the first one from the grant's first second on, others as their record says; none for longer than
 * the grant's `keyLifetime`. Undefined for a key that is not the grant's.
 */
export function venueKeyWindow(
  grant: VenueGrant,
  apiKey: string,
  records: readonly VenueKeyRecord[] = [],
): Expiry | undefined {
  const recorded = records.find((record) => record.apiKey === apiKey)
  const own = apiKey === grant.sessionKey ? grant : undefined
  if (recorded === undefined && own === undefined) return undefined
  const validAfter = Math.max(grant.validAfter, recorded?.validAfter ?? grant.validAfter)
  const born = own ? grant.validAfter : validAfter
  const life = grant.keyLifetime === UNLIMITED_KEY_LIFETIME ? Infinity : born + grant.keyLifetime
  return { validAfter, validUntil: Math.min(grant.validUntil, recorded?.validUntil ?? Infinity, life) }
}

/**
 * Refuses a key that is not the grant's, or a second (unix) outside the key's time.
 * @throws VenueKeyNotGrantedError, VenueKeyWindowError.
 */
export function checkVenueKey(window: Expiry | undefined, timestamp: number): void {
  if (window === undefined) throw new VenueKeyNotGrantedError()
  const { validAfter, validUntil } = window
  if (expiryState(window, timestamp) !== 'current') {
    throw new VenueKeyWindowError({ validAfter, validUntil, timestamp })
  }
}

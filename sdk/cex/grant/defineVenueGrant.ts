import { bytesToHex, type Hash, type Hex } from 'viem'
import { type Clock, systemClock } from '../../core/clock.ts'
import type { VenueGrant } from '../../core/grant.ts'
import type { VenueLimit } from '../../core/venueLimit.ts'
import type { VenueNetwork } from '../../core/venueNetwork.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import { GrantWindowInvalidError } from '../../errors/grant.ts'
import type { Venue } from '../venue.ts'
import { checkVenueGrant } from './checkVenueGrant.ts'
import { hashVenueGrant } from './hashVenueGrant.ts'

export type DefineVenueGrantParameters = {
  venue: Pick<Venue, 'id' | 'name' | 'hosts' | 'endpoints'>
  /** The sub-account as the venue names it; the main account without one. */
  account?: string | undefined
  network: VenueNetwork
  /** What the grant allows, 1 to 255; `expandVenueAccess` makes them of an access level. */
  permissions: readonly VenuePermission[]
  /** At most 255. Every market that orders may be placed on is counted by one on notional, or unlimited by name. */
  limits: readonly VenueLimit[]
  /** First second, inclusive, unix seconds. */
  validAfter: number
  /** Last second, inclusive, unix seconds; not past. */
  validUntil: number
  /** Longest life of a key in seconds, or `UNLIMITED_KEY_LIFETIME`. */
  keyLifetime: number
  /** Longest time in seconds for which a rotated key stays usable; 0 by default: not at all. */
  overlap?: number | undefined
  /** Most keys that are current at a time, 1 to 255; 1 by default. */
  maxKeys?: number | undefined
  /** The first key, by its public name at the venue: the API key. */
  sessionKey: string
  /** 16 bytes; random by default. */
  salt?: Hex | undefined
  /** The machine's by default. */
  clock?: Clock | undefined
}

export type DefineVenueGrantReturnType = {
  readonly grant: VenueGrant
  /** What the grant is known by: see `hashVenueGrant`. */
  readonly grantId: Hash
}

/**
 * Makes a grant for a key at a venue, and checks it: nothing in it is left to a default that allows more.
 * @throws GrantInvalidError, GrantWindowInvalidError, LimitInvalidError.
 */
export function defineVenueGrant(parameters: DefineVenueGrantParameters): DefineVenueGrantReturnType {
  const { venue, account, network, validAfter, validUntil, clock = systemClock, salt } = parameters
  const { permissions, limits, keyLifetime, overlap = 0, maxKeys = 1, sessionKey } = parameters
  const grant: VenueGrant = {
    account: { venue: venue.id, ...(account === undefined ? {} : { account }) },
    networks: [network],
    ...{ permissions, limits, validAfter, validUntil, keyLifetime, overlap, maxKeys, sessionKey },
    salt: salt ?? bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
  }
  checkVenueGrant(venue, grant)
  if (validUntil < clock.now()) {
    throw new GrantWindowInvalidError({ validAfter, validUntil, reason: 'its end is past.' })
  }
  return { grant, grantId: hashVenueGrant(grant) }
}

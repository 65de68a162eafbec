import { isHex } from 'viem'
import { MAX_ITEMS, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import { isExpiry } from '../../core/expiry.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { GrantInvalidError, GrantWindowInvalidError } from '../../errors/grant.ts'
import type { Venue } from '../venue.ts'
import { checkVenueLimits } from './checkVenueLimits.ts'
import { checkVenueNetwork } from './checkVenueNetwork.ts'
import { checkVenuePermissions } from './checkVenuePermissions.ts'

/** Longest window of a grant that allows endpoints of class `full`, in seconds, exclusive: 90 days, as on chain. */
const FULL_WINDOW_END = 90 * 24 * 60 * 60

/** What a name of a key or of a sub-account has: printable ASCII without spaces at the ends. */
const NAME = /^[\x21-\x7e]([\x20-\x7e]{0,1022}[\x21-\x7e])?$/

/**
 * Refuses a grant that could not hold at the venue, or that leaves open what an owner has to say by name.
 * @throws GrantInvalidError, GrantWindowInvalidError, LimitInvalidError.
 */
export function checkVenueGrant(
  venue: Pick<Venue, 'id' | 'name' | 'hosts' | 'endpoints'>,
  grant: VenueGrant,
): void {
  const { account, networks, permissions, sessionKey, salt } = grant
  if (account.venue !== venue.id) throw refused('account', `it is at another venue than ${venue.id}.`)
  if (account.account !== undefined && !isName(account.account))
    throw refused('account', 'it has no such name.')
  checkTimes(grant)
  checkVenueNetwork(venue, networks)
  checkVenuePermissions(venue, permissions)
  checkVenueLimits(grant)
  if (!isName(sessionKey))
    throw refused('sessionKey', 'it is the API key: plain ASCII, at most 1,024 characters.')
  if (!isHex(salt) || salt.length !== 34 || salt !== salt.toLowerCase()) {
    throw refused('salt', 'it has 16 bytes, in lower case.')
  }
}

function checkTimes(grant: VenueGrant): void {
  const { validAfter, validUntil, keyLifetime, overlap, maxKeys, permissions } = grant
  const wrongWindow = (reason: string): Error =>
    new GrantWindowInvalidError({ validAfter, validUntil, reason })
  if (!isExpiry(grant)) throw wrongWindow('its ends are seconds below 2^47, the first not after the last.')
  const isFull = permissions.some(({ endpointClass }) => endpointClass === 'full')
  if (isFull && validUntil - validAfter >= FULL_WINDOW_END) {
    throw wrongWindow('endpoints of class "full" are granted for less than 90 days.')
  }
  if (!isWithin(keyLifetime, 1, UNLIMITED_KEY_LIFETIME)) {
    throw refused('keyLifetime', 'it is whole seconds, at least 1, or UNLIMITED_KEY_LIFETIME by name.')
  }
  if (!isWithin(overlap, 0, UNLIMITED_KEY_LIFETIME - 1))
    throw refused('overlap', 'it is whole seconds, or 0.')
  if (!isWithin(maxKeys, 1, MAX_ITEMS)) throw refused('maxKeys', `it is from 1 to ${MAX_ITEMS}.`)
}

function isName(text: string): boolean {
  return typeof text === 'string' && NAME.test(text)
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}

function refused(member: string, reason: string): GrantInvalidError {
  return new GrantInvalidError({ member, reason })
}

import { CredentialsPlaceError, CredentialsRoleError } from '../../errors/venueKey.ts'
import { localVenueSigner } from '../signing/localVenueSigner.ts'
import type { LocalVenueSigner } from '../signing/venueSigner.ts'
import type { Venue } from '../venue.ts'
import type { StoredCredentials } from './storedCredentials.ts'

/**
 * A signer of a holder's stored key. It says which environment the key is for, so that a client of another refuses it. A rotator's key is
 * refused.
 * @throws CredentialsRoleError for a rotator's key; CredentialsPlaceError when the key is another venue's; KeyTypeUnsupportedError, CredentialsInvalidError.
 */
export function storedSigner(
  venue: Pick<Venue, 'id' | 'name' | 'signing'>,
  { role, venue: actual, environment, credentials }: StoredCredentials<'holder'>,
): LocalVenueSigner {
  // Types end where a file begins.
  if (role !== 'holder')
    throw new CredentialsRoleError({ id: credentials.apiKey, actual: role, expected: 'holder' })
  if (actual !== venue.id)
    throw new CredentialsPlaceError({ id: credentials.apiKey, actual, expected: venue.id })
  return { ...localVenueSigner(venue, credentials), environment }
}

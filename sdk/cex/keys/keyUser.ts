import { localVenueSigner } from '../signing/localVenueSigner.ts'
import type { Venue } from '../venue.ts'
import { type KeyCallerParameters, keyCaller } from './keyCaller.ts'
import type { CredentialRole, StoredCredentials } from './storedCredentials.ts'
import type { VenueCaller } from './venueCall.ts'

/** A key that is ready to ask and act at one host, with the role that it was kept for. */
export type KeyUser<role extends CredentialRole = CredentialRole> = {
  readonly role: role
  /** The key's public name. */
  readonly apiKey: string
  readonly call: VenueCaller
}

/** A key that can make and delete keys. Only what replaces keys takes one; a holder's client does not. */
export type RotatorUser = KeyUser<'rotator'>

/**
 * Makes stored credentials ready to use. The role comes with them: a holder's never become a rotator's.
 * @throws KeyTypeUnsupportedError, CredentialsInvalidError.
 */
export function keyUser<role extends CredentialRole>(
  stored: Pick<StoredCredentials<role>, 'role' | 'credentials'>,
  parameters: Omit<KeyCallerParameters, 'signer' | 'venue'> & {
    readonly venue: Pick<Venue, 'id' | 'name' | 'signing'>
  },
): KeyUser<role> {
  const signer = localVenueSigner(parameters.venue, stored.credentials)
  return { role: stored.role, apiKey: signer.apiKey, call: keyCaller({ ...parameters, signer }) }
}

import type { Environment } from '../../core/environment.ts'
import {
  CredentialsMissingError,
  CredentialsPlaceError,
  CredentialsRoleError,
} from '../../errors/venueKey.ts'
import type { KeyStore } from '../../stores/keyStore.ts'
import { decodeCredentials, encodeCredentials } from './credentialText.ts'
import type { CredentialRole, PendingCredentials, StoredCredentials } from './storedCredentials.ts'

/** Which credentials are wanted. All of it has to fit. */
export type WantedCredentials<role extends CredentialRole = CredentialRole> = {
  readonly id: string
  readonly role: role
  readonly venue: string
  readonly environment: Environment
}

/** Keys of venues in a store of keys. */
export type CredentialStore = {
  /** Keeps credentials, in place of what has the same id. Durable once it resolves. @throws what the store throws. */
  put(id: string, credentials: StoredCredentials | PendingCredentials): Promise<void>
  /**
   * Credentials that are ready to sign, of exactly this role, venue and environment.
   * @throws CredentialsMissingError, CredentialsRoleError, CredentialsPlaceError, what the store throws.
   */
  get<const role extends CredentialRole>(wanted: WantedCredentials<role>): Promise<StoredCredentials<role>>
  /** What is there, whatever it is for; undefined when there is nothing. @throws CredentialsMissingError when it is no venue's key. */
  find(id: string): Promise<StoredCredentials | PendingCredentials | undefined>
  /** Forgets what is under the id; whether there was anything. */
  delete(id: string): Promise<boolean>
}

/** Keeps keys of venues in any store: one secret each, encrypted where the store encrypts. */
export function credentialStore(store: KeyStore): CredentialStore {
  const find: CredentialStore['find'] = async (id) => {
    const found = await store.get(id)
    return found && decodeCredentials(id, found.secret)
  }
  return {
    put: (id, credentials) => store.put({ id, secret: encodeCredentials(credentials) }),
    find,
    delete: (id) => store.delete(id),
    async get({ id, role, venue, environment }) {
      const found = await find(id)
      if (!found) throw new CredentialsMissingError({ id, reason: 'the store has no such id.' })
      if (!isRole(found, role)) throw new CredentialsRoleError({ id, actual: found.role, expected: role })
      const [actual, expected] = [place(found), place({ venue, environment })]
      if (actual !== expected) throw new CredentialsPlaceError({ id, actual, expected })
      if (!('credentials' in found)) {
        throw new CredentialsMissingError({ id, reason: 'its public half is not known to the venue yet.' })
      }
      return found
    },
  }
}

function isRole<role extends CredentialRole>(
  found: StoredCredentials | PendingCredentials,
  role: role,
): found is StoredCredentials<role> | PendingCredentials {
  return found.role === role
}

function place({
  venue,
  environment,
}: {
  readonly venue: string
  readonly environment: Environment
}): string {
  return `${venue} (${environment})`
}

import type { Environment } from '../../core/environment.ts'
import { KeyTypeUnsupportedError } from '../../errors/venue.ts'
import type { Venue } from '../venue.ts'
import type { CredentialStore } from './credentialStore.ts'
import { makeKeyPair, type PublicKeyType } from './makeKeyPair.ts'
import type { CredentialRole } from './storedCredentials.ts'

export type MintVenueKeyParameters = {
  readonly store: CredentialStore
  readonly id: string
  readonly venue: Pick<Venue, 'id' | 'name' | 'publicKeys'>
  readonly environment: Environment
  readonly account?: string
  readonly role: CredentialRole
  /** Which of the venue's types; the venue's first one by default. */
  readonly keyType?: PublicKeyType
  /** Unix seconds. */
  readonly now: number
}

export type MintVenueKeyReturnType = {
  readonly keyType: PublicKeyType
  /** What to upload to the venue. */
  readonly publicKey: string
}

/**
 * Makes a private key in the store, for a venue that takes a public key. It never leaves the store; what comes back is public. The API key
 * that the venue gives for it is added afterwards, with `finishVenueKey`.
 * @throws KeyTypeUnsupportedError when the venue takes no public key of that type, what the store throws.
 */
export async function mintVenueKey(parameters: MintVenueKeyParameters): Promise<MintVenueKeyReturnType> {
  const { store, id, venue, environment, account, role, now } = parameters
  const taken = Object.keys(venue.publicKeys ?? {}) as PublicKeyType[]
  const keyType = parameters.keyType ?? taken[0]
  const form = keyType && venue.publicKeys?.[keyType]
  if (!keyType || !form) {
    throw new KeyTypeUnsupportedError({ venue: venue.name, keyType: keyType ?? 'a public key', taken })
  }
  const { secret, publicKey } = await makeKeyPair(keyType, form)
  const entry = { role, venue: venue.id, environment, keyType, secret, mintedAt: now }
  await store.put(id, account === undefined ? entry : { ...entry, account })
  return { keyType, publicKey }
}

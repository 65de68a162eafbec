import { CredentialsMissingError } from '../../errors/venueKey.ts'
import type { CredentialStore } from './credentialStore.ts'
import type { StoredCredentials } from './storedCredentials.ts'

/**
 * Adds the API key that a venue gave for the public half of a minted key. It is not stored: it is what `importKey` takes, once the venue
 * was asked about it.
 * @throws CredentialsMissingError when no minted key waits under the id.
 */
export async function finishVenueKey({
  store,
  id,
  apiKey,
}: {
  readonly store: CredentialStore
  readonly id: string
  readonly apiKey: string
}): Promise<Omit<StoredCredentials, 'importedAt'>> {
  const found = await store.find(id)
  if (!found || 'credentials' in found || found.keyType === 'hmac') {
    throw new CredentialsMissingError({ id, reason: 'no minted key waits there for its API key.' })
  }
  const { keyType, secret, mintedAt: _mintedAt, ...rest } = found
  return { ...rest, credentials: { keyType, apiKey, secret } }
}

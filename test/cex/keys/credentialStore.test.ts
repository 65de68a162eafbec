import { inspect } from 'node:util'
import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { createOwnerVenueClient } from '../../../sdk/cex/clients/createOwnerVenueClient.ts'
import { type CredentialStore, credentialStore } from '../../../sdk/cex/keys/credentialStore.ts'
import { finishVenueKey } from '../../../sdk/cex/keys/finishVenueKey.ts'
import type { KeyUser, RotatorUser } from '../../../sdk/cex/keys/keyUser.ts'
import { mintVenueKey } from '../../../sdk/cex/keys/mintVenueKey.ts'
import type { StoredCredentials } from '../../../sdk/cex/keys/storedCredentials.ts'
import { storedSigner } from '../../../sdk/cex/keys/storedSigner.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { findVenue } from '../../../sdk/cex/venues/findVenue.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { KeyTypeUnsupportedError } from '../../../sdk/errors/venue.ts'
import {
  CredentialsMissingError,
  CredentialsPlaceError,
  CredentialsRoleError,
} from '../../../sdk/errors/venueKey.ts'
import { localSigner } from '../../../sdk/signers/localSigner.ts'
import { memoryStore } from '../../../sdk/stores/memoryStore.ts'

const SECRET = 'very-secret-text'
const PASSPHRASE = 'very-secret-phrase'

const stored: StoredCredentials<'holder'> = {
  ...{ role: 'holder', venue: 'okx-v5', environment: 'testnet', account: 'bot1', importedAt: 1 },
  credentials: {
    ...{ keyType: 'hmac', apiKey: 'public', secret: new Secret(SECRET), passphrase: new Secret(PASSPHRASE) },
  },
  ...{ grantId: '0x1', decision: 'abc' },
}

let keys: ReturnType<typeof memoryStore>
let store: CredentialStore
beforeEach(() => {
  keys = memoryStore()
  store = credentialStore(keys)
})

const wanted = { id: 'bot', role: 'holder', venue: 'okx-v5', environment: 'testnet' } as const

test('keeps credentials, all of them, in any store', async () => {
  await store.put('bot', stored)
  const found = await store.get(wanted)
  expect(found.credentials.secret.reveal()).toBe(SECRET)
  expect(found.credentials.passphrase?.reveal()).toBe(PASSPHRASE)
  expect(found).toMatchObject({ ...stored, credentials: { apiKey: 'public', keyType: 'hmac' } })
  expect(await store.delete('bot')).toBe(true)
  expect(await store.find('bot')).toBeUndefined()
})

test('gives them for their venue, environment and role only', async () => {
  await store.put('bot', stored)
  await expect(store.get({ ...wanted, environment: 'production' })).rejects.toThrow(CredentialsPlaceError)
  await expect(store.get({ ...wanted, venue: 'bybit-v5' })).rejects.toThrow(CredentialsPlaceError)
  await expect(store.get({ ...wanted, role: 'rotator' })).rejects.toThrow(CredentialsRoleError)
  await expect(store.get({ ...wanted, id: 'other' })).rejects.toThrow(CredentialsMissingError)
  expect((await store.get(wanted)).venue).toBe('okx-v5')
})

test('a holder cannot load a rotator’s key, nor be one, by type', async () => {
  await store.put('all', { ...stored, role: 'rotator' })
  await expect(store.get({ ...wanted, id: 'all' })).rejects.toThrow(CredentialsRoleError)
  expect((await store.get({ ...wanted, id: 'all', role: 'rotator' })).role).toBe('rotator')
  expectTypeOf<KeyUser<'holder'>>().not.toExtend<RotatorUser>()
})

test('a signer of a stored key says which environment it is for, and a client of another refuses it', async () => {
  const bybit = findVenue('bybit-v5')
  await store.put('bot', { ...stored, venue: 'bybit-v5' })
  const signer = storedSigner(bybit, await store.get({ ...wanted, venue: 'bybit-v5' }))
  const client = (environment: 'production' | 'testnet') =>
    createOwnerVenueClient({ venue: bybit, signer, network: { environment, allowedIps: ['192.0.2.1'] } })
  expect(() => client('production')).toThrow(CredentialsPlaceError)
  expect(client('testnet').network.environment).toBe('testnet')
  expect(() => storedSigner(bybit, stored)).toThrow(CredentialsPlaceError)
  expectTypeOf<StoredCredentials<'rotator'>>().not.toExtend<Parameters<typeof storedSigner>[1]>()
})

test('what is no venue’s key is not taken for one, and a venue’s key for none of a chain', async () => {
  for (const text of [`0x${'11'.repeat(32)}`, 'text', '{}', '{"format":"latchkey-venue-key","version":2}']) {
    await keys.put({ id: 'chain', secret: new Secret(text) })
    await expect(store.find('chain')).rejects.toThrow(CredentialsMissingError)
  }
  await store.put('bot', stored)
  const entry = await keys.get('bot')
  expect(() => entry && localSigner({ privateKey: entry.secret })).toThrow()
})

test('neither shows a secret, nor do their errors', async () => {
  await store.put('bot', stored)
  const shown = [inspect(await store.get(wanted), { depth: 9 }), JSON.stringify(await store.get(wanted))]
  for (const wrong of [{ environment: 'local' as const }, { role: 'rotator' as const }]) {
    shown.push(inspect(await store.get({ ...wanted, ...wrong }).catch((error) => error), { depth: 9 }))
  }
  for (const text of shown) {
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain(PASSPHRASE)
  }
})

describe('a key that is born in the store', () => {
  const mint = (venueId: string, keyType?: 'rsa') =>
    mintVenueKey({
      ...{ store, id: 'bot', venue: findVenue(venueId), environment: 'testnet', role: 'holder', now: 1 },
      ...(keyType ? { keyType } : {}),
    })

  test.each([
    ['binance-spot', 'ed25519', /^-----BEGIN PUBLIC KEY-----/],
    ['bybit-v5', 'rsa', /^-----BEGIN PUBLIC KEY-----/],
    ['backpack', 'ed25519', /^[A-Za-z0-9+/]{43}=$/],
    ['hyperliquid', 'secp256k1', /^0x[0-9a-f]{40}$/],
  ])('%s', async (venueId, keyType, form) => {
    const minted = await mint(venueId)
    expect(minted.keyType).toBe(keyType)
    expect(minted.publicKey).toMatch(form)
    const place = { ...wanted, venue: venueId }
    await expect(store.get(place)).rejects.toThrow('not known to the venue yet')
    const finished = await finishVenueKey({ store, id: 'bot', apiKey: 'given' })
    expect(finished.credentials.apiKey).toBe('given')
    expect(localVenueSigner(findVenue(venueId), finished.credentials).keyType).toBe(keyType)
  })

  test('is refused where the venue takes no public key', async () => {
    await expect(mint('okx-v5')).rejects.toThrow(KeyTypeUnsupportedError)
    await expect(mint('backpack', 'rsa')).rejects.toThrow(KeyTypeUnsupportedError)
    await store.put('bot', stored)
    await expect(finishVenueKey({ store, id: 'bot', apiKey: 'x' })).rejects.toThrow(CredentialsMissingError)
  })
})

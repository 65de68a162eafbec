import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect } from 'vitest'
import type { KeyType } from '../../../sdk/cex/credentials.ts'
import type { VenueLogin } from '../../../sdk/cex/login.ts'
import type { SigningMoment } from '../../../sdk/cex/moment.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { signLogin } from '../../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../../sdk/cex/signing/signRequest.ts'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { Secret } from '../../../sdk/core/secret.ts'

/** 2023-11-14T22:13:20.123Z */
const CLOCK_MS = 1_700_000_000_123

/** Not base64. */
export const TEXT_SECRET = 'text secret ~ of a venue'
/** In base64, for venues that hand it out so. */
export const BASE64_SECRET = Buffer.from('bytes of a secret, 0123456789').toString('base64')
export const API_KEY = 'api-key-1'
export const PASSPHRASE = 'pass phrase'

export type Key = { readonly keyType: KeyType; readonly secret: string; readonly passphrase?: string }

export const TEXT_KEY: Key = { keyType: 'hmac', secret: TEXT_SECRET }
export const BASE64_KEY: Key = { keyType: 'hmac', secret: BASE64_SECRET }

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const ed25519 = generateKeyPairSync('ed25519')
export const es256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

export function pem(key: KeyObject, type: 'pkcs8' | 'sec1' = 'pkcs8'): string {
  return key.export({ format: 'pem', type }).toString()
}

/** Signs with the adapter. What is not said is the usual. */
export function signed(
  venue: Venue,
  key: Key,
  request: Partial<VenueRequest>,
  moment: Partial<SigningMoment> = {},
) {
  const whole = {
    method: 'GET',
    baseUrl: 'https://venue.example',
    path: '/path',
    params: [],
    ...request,
  } as const
  return signRequest(venue, signerOf(venue, key), whole, { clockMs: CLOCK_MS, ...moment })
}

export function loggedIn(
  venue: Venue,
  key: Key,
  login: Partial<VenueLogin> = {},
  moment: Partial<SigningMoment> = {},
) {
  const whole = { baseUrl: 'wss://venue.example', path: '', params: [], ...login }
  return signLogin(venue, signerOf(venue, key), whole, { clockMs: CLOCK_MS, ...moment })
}

function signerOf(venue: Venue, { keyType, secret, passphrase }: Key) {
  return localVenueSigner(venue, {
    keyType,
    apiKey: API_KEY,
    secret: new Secret(secret),
    ...(passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }),
  })
}

/** What the venue itself would compute over a prehash that a test spells out. */
export function hmac(
  hash: 'sha256' | 'sha512',
  key: string | Buffer,
  prehash: string | Buffer,
  encoding: 'hex' | 'base64',
): string {
  return createHmac(hash, key).update(prehash).digest(encoding)
}

/** Expects a refusal by its error's name, and words of its message. */
export function expectRefusal(act: () => unknown, name: string, words: string): void {
  let caught: unknown
  try {
    act()
  } catch (error) {
    caught = error
  }
  expect(caught, `nothing was refused, but ${name} was expected`).toBeInstanceOf(Error)
  expect((caught as Error).name).toBe(name)
  expect((caught as Error).message).toContain(words)
}

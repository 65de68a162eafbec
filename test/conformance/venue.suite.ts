import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Credentials, KEY_TYPES, type KeyType } from '../../sdk/cex/credentials.ts'
import type { VenueLogin } from '../../sdk/cex/login.ts'
import type { SigningMoment } from '../../sdk/cex/moment.ts'
import type { VenueRequest } from '../../sdk/cex/request.ts'
import { localVenueSigner } from '../../sdk/cex/signing/localVenueSigner.ts'
import { signLogin } from '../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../sdk/cex/signing/signRequest.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { Secret } from '../../sdk/core/secret.ts'

/** What the suite cannot know of a venue. */
export type VenueCase = {
  readonly venue: Venue
  /** A request that the venue takes. */
  readonly request: VenueRequest
  /** A login that the venue takes; of a venue without one, any. */
  readonly login: VenueLogin
}

const PASSPHRASE = 'plain passphrase 7c1f'
const pem = { format: 'pem', type: 'pkcs8' } as const

/** A secret of each type as venues hand them out, that no text has by chance. */
const SECRETS: Record<KeyType, string> = {
  // base64 and text at once: venues read it either way
  hmac: Buffer.from('conformance secret 5d0e, of 33 by').toString('base64'),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString(),
  ed25519: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }).d ?? '',
  es256: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export(pem).toString(),
  secp256k1: `0x${'5d0e7c1f'.repeat(8)}`,
}

const API_KEYS: Partial<Record<KeyType, string>> = { secp256k1: '0x5e9ee1089755c3435139848e47e6635505d5a13a' }

/** Everything that a venue can ask for. */
const MOMENT: SigningMoment = {
  clockMs: 1_700_000_000_123,
  nonce: '1700000000123',
  uuid: '0b1e6a52-94d1-4d4f-8d43-6a1c2c1f9d10',
  randomHex: '00112233445566778899aabbccddeeff',
}

/** What every venue must satisfy. */
export function venueSuite({ venue, request, login }: VenueCase): void {
  const { schemes, passphrase } = venue.signing
  const taken = KEY_TYPES.filter((keyType) => schemes[keyType] !== undefined)

  const credentials = (keyType: KeyType, secret = SECRETS[keyType]): Credentials => ({
    keyType,
    apiKey: API_KEYS[keyType] ?? 'conformance-key',
    secret: new Secret(secret),
    ...(passphrase === 'none' ? {} : { passphrase: new Secret(PASSPHRASE) }),
  })
  const signerOf = (keyType: KeyType) => localVenueSigner(venue, credentials(keyType))
  const signs = (keyType: KeyType, more: Partial<VenueRequest> = {}, moment: SigningMoment = MOMENT) =>
    signRequest(venue, signerOf(keyType), { ...request, ...more }, moment)
  const logsIn = (keyType: KeyType) => {
    return 'instead' in venue.signing.login ? undefined : signLogin(venue, signerOf(keyType), login, MOMENT)
  }

  describe(`${venue.name} (${venue.id})`, () => {
    it('has an id for files and a name for people', () => {
      expect(venue.id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
      expect(venue.name).toMatch(/^[A-Z][\w .-]{1,40}$/)
    })

    it('says where it answers, encrypted', () => {
      const { production, testnet } = venue.hosts
      for (const hosts of testnet ? [production, testnet] : [production]) {
        expect(hosts.rest.length).toBeGreaterThan(0)
        for (const url of hosts.rest) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*\w)?$/)
        for (const url of hosts.ws) expect(url).toMatch(/^wss:\/\/[a-z0-9.:-]+(\/[\w./-]*)?$/)
      }
    })

    it('signs with keys of some type, and each scheme is of its type', () => {
      expect(taken.length).toBeGreaterThan(0)
      for (const keyType of taken) expect(schemes[keyType]?.keyType).toBe(keyType)
    })

    it.each(taken)(
      'signs a request with %s, the same twice, and changes nothing that it is given',
      (keyType) => {
        const frozen = deepFreeze(structuredClone({ request, moment: MOMENT }))
        const first = signs(keyType, frozen.request, frozen.moment)
        const again = signs(keyType, frozen.request, frozen.moment)
        // ECDSA takes a random number for each signature
        if (keyType === 'es256') expect({ ...again, headers: {} }).toEqual({ ...first, headers: {} })
        else expect(again).toEqual(first)
        expect(first.method).toBe(request.method)
        expect(URL.canParse(first.url)).toBe(true)
        expect(new URL(first.url).href).toBe(first.url)
      },
    )

    it.each(taken)(
      'sends headers that any program can send, and a body only with its type (%s)',
      (keyType) => {
        const { headers, body, method } = signs(keyType)
        for (const [name, value] of Object.entries(headers)) {
          expect(name).toMatch(/^[A-Za-z0-9-]+$/)
          expect(value).toMatch(/^[\x20-\x7e]*$/)
        }
        if (method === 'GET') expect(body).toBe(null)
        // some want a type also where there is no body
        if (body !== null)
          expect(headers['Content-Type']).toMatch(/^application\/(json|x-www-form-urlencoded)$/)
      },
    )

    it.each(taken)(
      'shows no secret in what it sends, but a passphrase that the venue wants (%s)',
      (keyType) => {
        const sent = JSON.stringify([signs(keyType), logsIn(keyType) ?? null])
        for (const form of formsOf(SECRETS[keyType])) expect(sent).not.toContain(form)
        if (passphrase !== 'plain') expect(sent).not.toContain(PASSPHRASE)
      },
    )

    it.each(taken)('logs in with %s, the same twice, or says what to do instead', (keyType) => {
      const how = venue.signing.login
      if ('instead' in how) {
        expect(refusal(() => signLogin(venue, signerOf(keyType), login, MOMENT))).toEqual({
          name: 'LoginUnsignedError',
          message: expect.stringContaining(how.instead),
        })
        return
      }
      const result = deepFreeze(logsIn(keyType))
      if (keyType !== 'es256') expect(logsIn(keyType)).toEqual(result)
      expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    })

    it('takes parameters of a login only where they are signed along', () => {
      const how = venue.signing.login
      if ('instead' in how) return
      const [keyType = 'hmac'] = taken
      const more = { ...login, params: [['other', 1]] as const }
      const act = () => signLogin(venue, signerOf(keyType), more, MOMENT)
      if (how.params) expect(JSON.stringify(act())).toContain('"other":1')
      else expect(refusal(act)?.message).toContain('the login of the venue takes no params')
    })

    it('refuses a path with a query, or that servers read differently', () => {
      for (const path of [`${request.path}?a=1`, `${request.path}#a`, '/a/../b', '//a', 'a', '/a%2fb']) {
        for (const keyType of taken) {
          expect(refusal(() => signs(keyType, { path }))?.name).toBe('VenueRequestInvalidError')
        }
      }
    })

    it('refuses a base URL that is none, or carries more', () => {
      for (const baseUrl of [
        'ftp://a.example',
        'nothing',
        'https://u:p@a.example',
        'https://a.example?b=1',
      ]) {
        for (const keyType of taken) {
          expect(refusal(() => signs(keyType, { baseUrl }))?.name).toBe('VenueRequestInvalidError')
        }
      }
    })

    it('refuses keys of other types, and says which it takes', () => {
      for (const keyType of KEY_TYPES.filter((one) => !taken.includes(one))) {
        expect(refusal(() => signerOf(keyType))).toEqual({
          name: 'KeyTypeUnsupportedError',
          message: expect.stringContaining(Object.keys(schemes).join(' or ')),
        })
      }
    })

    it.each(taken)('refuses a secret of another form, without repeating it (%s)', (keyType) => {
      const wrong = keyType === 'hmac' ? '' : 'no key of any kind, 9a8b7c6d'
      const refused = refusal(() => localVenueSigner(venue, credentials(keyType, wrong)))
      expect(refused?.name).toBe('CredentialsInvalidError')
      expect(refused?.message).not.toContain('9a8b7c6d')
    })

    it('refuses an API key that would bring headers of its own', () => {
      for (const keyType of taken) {
        const key = { ...credentials(keyType), apiKey: 'key\r\nX-Other: 1' }
        expect(refusal(() => localVenueSigner(venue, key))?.name).toBe('CredentialsInvalidError')
      }
    })

    it('refuses a moment without what it needs, or with a time that is none', () => {
      const { nonce, uuid, randomHex } = venue.signing.needs
      const lacking: SigningMoment[] = [
        { ...MOMENT, clockMs: -1 },
        { ...MOMENT, clockMs: Number.NaN },
      ]
      const { nonce: _nonce, ...noNonce } = MOMENT
      const { uuid: _uuid, ...noUuid } = MOMENT
      const { randomHex: _random, ...noRandom } = MOMENT
      if (nonce) lacking.push(noNonce)
      if (uuid) lacking.push(noUuid)
      if (randomHex) lacking.push(noRandom)
      for (const moment of lacking) {
        for (const keyType of taken) {
          expect(refusal(() => signs(keyType, {}, moment))?.name).toBe('SigningInputMissingError')
        }
      }
    })

    it('reads its time out of its own answers only', () => {
      for (const answer of [undefined, null, 'no', [], {}, { time: 'soon' }, { result: {} }, { data: [] }]) {
        expect(venue.serverTime?.read(answer)).toBe(undefined)
      }
    })
  })
}

function refusal(act: () => unknown): { name: string; message: string } | undefined {
  try {
    act()
  } catch (error) {
    const { name, message } = error as Error
    return { name, message }
  }
  return undefined
}

/** The ways a secret could be seen in what is sent. */
function formsOf(secret: string): readonly string[] {
  const body = secret.replace(/-----[^-]*-----|\s/g, '').replace(/^0x/, '')
  return [body, body.slice(-24), encodeURIComponent(body), Buffer.from(secret).toString('base64')]
}

function deepFreeze<value>(value: value): value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member)
    Object.freeze(value)
  }
  return value
}

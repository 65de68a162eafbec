import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import type { LocalKey } from '../../../../scripts/local/venues/localVenue.ts'

/** Where a key that is bound to an address may be used from: not from here. */
export const ELSEWHERE = '203.0.113.7'

const CREATED_AT_MS = Date.UTC(2026, 0, 1)

/** A secret that is the same in every run, as a venue would hand it out. */
function secretOf(name: string, encoding: 'text' | 'base64' = 'text'): string {
  const digest = createHash('sha512').update(`a local secret of ${name}`).digest()
  return encoding === 'base64' ? digest.toString('base64') : digest.toString('base64url').slice(0, 64)
}

/** The keys that the suite uses at a venue. */
export type LocalKeys = {
  /** Reads and trades. */
  readonly trader: LocalKey
  /** Reads only. */
  readonly reader: LocalKey
  /** May do everything. */
  readonly full: LocalKey
  /** Trades, but only from another address. */
  readonly bound: LocalKey
}

/**
 * Keys for a venue.
 *
 * @param template What differs from an HMAC key with a secret in plain text.
 */
export function localKeys(
  venue: string,
  template: {
    readonly encoding?: 'text' | 'base64'
    readonly passphrase?: string
    readonly apiKeyOf?: (name: string) => string
    readonly kind?: LocalKey['kind']
    /** The venue's half of the key, where that is not the secret. */
    readonly publicOf?: (name: string) => string
  } = {},
): LocalKeys {
  const make = (name: string, access: LocalKey['access'], ips: readonly string[] = []): LocalKey => ({
    apiKey: template.apiKeyOf?.(name) ?? `${venue}-${name}`,
    kind: template.kind ?? 'hmac',
    secret: template.publicOf?.(name) ?? secretOf(`${venue}-${name}`, template.encoding),
    ...(template.passphrase !== undefined && { passphrase: template.passphrase }),
    access,
    ips,
    createdAtMs: CREATED_AT_MS,
    label: name,
    account: 'main',
  })
  return {
    trader: make('trader', 'trade'),
    reader: make('reader', 'read'),
    full: make('full', 'full'),
    bound: make('bound', 'trade', [ELSEWHERE]),
  }
}

/** A fresh key pair, both halves in PEM: PKCS#8, or SEC1 for ES256. */
export function pemPair(kind: 'ed25519' | 'es256' | 'rsa'): {
  readonly publicKey: string
  readonly privateKey: string
} {
  const { publicKey, privateKey } = keyPair(kind)
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: kind === 'es256' ? 'sec1' : 'pkcs8', format: 'pem' }).toString(),
  }
}

function keyPair(kind: 'ed25519' | 'es256' | 'rsa'): KeyPairKeyObjectResult {
  if (kind === 'es256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return kind === 'ed25519'
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('rsa', { modulusLength: 2048 })
}

import { generateKeyPairSync } from 'node:crypto'
import { LOCAL_VENUES } from '../../../../scripts/local/venues/index.ts'
import type { LocalKey } from '../../../../scripts/local/venues/localVenue.ts'
import { type RunningVenue, startLocalVenue } from '../../../../scripts/local/venues/server.ts'
import { machineClock } from '../../../../sdk/cex/clock/machineClock.ts'
import type { Credentials } from '../../../../sdk/cex/credentials.ts'
import { type CredentialStore, credentialStore } from '../../../../sdk/cex/keys/credentialStore.ts'
import { keyUser, type RotatorUser } from '../../../../sdk/cex/keys/keyUser.ts'
import type { VenueCaller } from '../../../../sdk/cex/keys/venueCall.ts'
import { memoryNonceAuthority } from '../../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import type { Venue } from '../../../../sdk/cex/venue.ts'
import { findVenue } from '../../../../sdk/cex/venues/findVenue.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../../../sdk/core/constants.ts'
import type { VenueGrant } from '../../../../sdk/core/grant.ts'
import { Secret } from '../../../../sdk/core/secret.ts'
import { memoryStore } from '../../../../sdk/stores/memoryStore.ts'

/** A local venue with a rotator's key and a holder's key of a sub-account. */
export type KeyWorld = {
  readonly venue: Venue
  readonly running: RunningVenue
  readonly baseUrl: string
  readonly account: string
  readonly store: CredentialStore
  readonly rotator: RotatorUser
  readonly callAs: (credentials: Credentials) => VenueCaller
  readonly holder: Credentials
  /** Lets a bot trade, from this machine, and lets a rotated key work for 600 seconds. */
  readonly grant: VenueGrant
}

const NONCES = memoryNonceAuthority()

/** What a venue's sub-accounts are called. */
const ACCOUNTS: { readonly [venue: string]: string } = {
  'binance-spot': 'bot@example.com',
  'binance-usdm': 'bot@example.com',
  'deribit-v2': 'main',
}

export async function startKeyWorld(
  venueId: string,
  more: { readonly ownerTotp?: string; readonly now?: () => number } = {},
): Promise<KeyWorld> {
  const venue = findVenue(venueId)
  const local = LOCAL_VENUES[venueId]
  if (!local) throw new Error(`no local venue ${venueId}`)
  const account = ACCOUNTS[venueId] ?? '777'
  const rotator = newKey(venue, 'rotator', 'main', 'full')
  const holder = newKey(venue, 'holder', account, 'trade')
  const running = await startLocalVenue(local, { keys: [rotator.local, holder.local], ...more })
  // Crypto.com's base URL has a path.
  const baseUrl = running.url + new URL(venue.hosts.production.rest[0] ?? '').pathname.replace(/\/$/, '')
  const use = { venue, baseUrl, clock: { ...machineClock, nowMs: () => running.now() }, nonces: NONCES }
  const store = credentialStore(memoryStore())
  await store.put('bot', {
    ...{ role: 'holder', venue: venueId, environment: 'local', importedAt: 1, account },
    credentials: holder.credentials,
  })
  const full = { role: 'rotator', credentials: rotator.credentials } as const
  return {
    ...{ venue, running, baseUrl, store, holder: holder.credentials },
    grant: grantOf(venue, account, holder.credentials.apiKey),
    account: venue.rotation?.account === undefined ? '' : account,
    rotator: keyUser(full, use),
    callAs: (credentials) => keyUser({ role: 'holder', credentials }, use).call,
  }
}

function grantOf({ id, rotation }: Venue, account: string, sessionKey: string): VenueGrant {
  return {
    account: rotation?.account === undefined ? { venue: id } : { venue: id, account },
    networks: [{ environment: 'local', allowedIps: ['127.0.0.0/24'], baseUrls: ['http://127.0.0.1'] }],
    permissions: [
      { endpointClass: 'trade', endpoints: [], markets: [], sides: [], orderTypes: [], cancel: 'none' },
    ],
    limits: [],
    ...{
      validAfter: 1,
      validUntil: 4_000_000_000,
      keyLifetime: UNLIMITED_KEY_LIFETIME,
      overlap: 600,
      maxKeys: 2,
    },
    ...{ sessionKey, salt: `0x${'00'.repeat(16)}` },
  }
}

/** A key that is known to the venue, and the credentials for it. */
export function newKey(
  venue: Venue,
  name: string,
  account: string,
  access: LocalKey['access'],
): { readonly local: LocalKey; readonly credentials: Credentials } {
  const base = {
    ...{ apiKey: `${name}${venue.id.replace(/\W/g, '')}0001`, ips: [], label: name, account, access },
    createdAtMs: 1_700_000_000_000,
  }
  const passphrase = venue.signing.passphrase === 'none' ? {} : { passphrase: 'Passphrase1!' }
  const sent = venue.signing.passphrase === 'none' ? {} : { passphrase: new Secret('Passphrase1!') }
  const scheme = venue.signing.schemes.hmac
  if (scheme?.keyType !== 'hmac') {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const secret = new Secret(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
    if (venue.publicKeys?.ed25519 === 'base64') {
      // The key's name is its public half.
      const bare = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
      return {
        local: { ...base, apiKey: bare, kind: 'ed25519', secret: bare },
        credentials: { keyType: 'ed25519', apiKey: bare, secret },
      }
    }
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
    return {
      local: { ...base, kind: 'ed25519', secret: pem },
      credentials: { keyType: 'ed25519', apiKey: base.apiKey, secret },
    }
  }
  const secret = Buffer.from(`${name}-secret-of-${venue.id}-with-many-characters`).toString(
    scheme.secret === 'base64' ? 'base64' : 'utf8',
  )
  return {
    local: { ...base, kind: 'hmac', secret, ...passphrase },
    credentials: { keyType: 'hmac', apiKey: base.apiKey, secret: new Secret(secret), ...sent },
  }
}

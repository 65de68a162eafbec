import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { bytesToHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { KeyType } from '../../sdk/cex/credentials.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import type { LocalKey } from '../local/venues/localVenue.ts'

/** Credentials as commands read them. They are shown: nothing but a local double takes them. */
export interface ShownCredentials {
  readonly keyType: KeyType
  readonly apiKey: string
  readonly secret: string
  readonly passphrase?: string
}

/** Both halves of a key that was made for a local double. */
export interface ThrowAwayKey {
  readonly local: LocalKey
  readonly credentials: ShownCredentials
}

/** What a local double's key is to be. */
export type WantedKey = Pick<LocalKey, 'label' | 'account' | 'access' | 'ips'>

const DAY_MS = 86_400_000

/** Makes a key of a kind that the venue takes, as it would hand it out. */
export function throwAwayKey(venue: Venue, wanted: WantedKey): ThrowAwayKey {
  const { signing, publicKeys = {} } = venue
  const { hmac, secp256k1, es256 } = signing.schemes
  const both = (credentials: ShownCredentials, secret: string): ThrowAwayKey => {
    const { keyType: kind, apiKey, passphrase } = credentials
    const kept = passphrase === undefined ? {} : { passphrase }
    return {
      local: { ...wanted, apiKey, kind, secret, createdAtMs: Date.now() - DAY_MS, ...kept },
      credentials,
    }
  }
  const apiKey = `${wanted.label}-${randomBytes(12).toString('hex')}`
  const passphrase = signing.passphrase === 'none' ? {} : { passphrase: randomBytes(9).toString('base64url') }
  if (hmac?.keyType === 'hmac') {
    const secret = randomBytes(48).toString(hmac.secret === 'base64' ? 'base64' : 'base64url')
    return both({ keyType: 'hmac', apiKey, secret, ...passphrase }, secret)
  }
  if (secp256k1) {
    const secret = bytesToHex(randomBytes(32))
    const address = privateKeyToAddress(secret).toLowerCase()
    return both({ keyType: 'secp256k1', apiKey: address, secret }, address)
  }
  const keyType = es256 ? 'es256' : 'ed25519'
  const { publicKey, privateKey } = es256
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519')
  const secret = privateKey.export({ format: 'pem', type: es256 ? 'sec1' : 'pkcs8' }).toString()
  if (publicKeys[keyType] === 'base64') {
    // The key's name is its public half.
    const bare = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
    return both({ keyType, apiKey: bare, secret }, bare)
  }
  return both({ keyType, apiKey, secret }, publicKey.export({ format: 'pem', type: 'spki' }).toString())
}

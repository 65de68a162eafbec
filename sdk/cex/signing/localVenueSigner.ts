import { createHmac, createSecretKey, type KeyObject, sign } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1'
import { Secret } from '../../core/secret.ts'
import { CredentialsInvalidError, KeyTypeUnsupportedError } from '../../errors/venue.ts'
import type { Credentials } from '../credentials.ts'
import type { Venue } from '../venue.ts'
import { readPrivateKey } from './readPrivateKey.ts'
import { decodeBase64, decodeHex32 } from './secretForms.ts'
import type { HmacScheme, SignatureEncoding, SignatureScheme } from './signatureScheme.ts'
import type { LocalVenueSigner } from './venueSigner.ts'

/** A header's value: no control characters, nothing beyond ASCII, so that a key cannot bring headers of its own. */
const HEADER_VALUE = /^[\x20-\x7e]{1,1024}$/

type Sign = (prehash: string | Uint8Array) => string

/**
 * A venue's key in this process, decoded once and ready to sign.
 * @throws KeyTypeUnsupportedError, CredentialsInvalidError; neither repeats anything of the secret.
 */
export function localVenueSigner(
  venue: Pick<Venue, 'name' | 'signing'>,
  credentials: Credentials,
): LocalVenueSigner {
  const { keyType, apiKey, secret, passphrase } = credentials
  const { schemes, passphrase: wanted } = venue.signing
  const scheme = schemes[keyType]
  if (!scheme) throw new KeyTypeUnsupportedError({ venue: venue.name, keyType, taken: Object.keys(schemes) })
  // A key of secp256k1 is known by its address, which the signature tells: there is nothing to send.
  const nameless = scheme.keyType === 'secp256k1' && apiKey === ''
  if (!nameless && !HEADER_VALUE.test(apiKey)) {
    throw new CredentialsInvalidError({ reason: 'apiKey is not 1 to 1,024 characters of plain ASCII.' })
  }
  const signWith = signFunction(scheme, secret)
  if (wanted === 'none') return { keyType, apiKey, sign: signWith }
  return { keyType, apiKey, passphrase: sentForm(wanted, passphrase, signWith), sign: signWith }
}

/** A passphrase that is sent signed may be any text: its signature is plain ASCII. */
function sentForm(wanted: 'plain' | 'signed', passphrase: Secret | undefined, signWith: Sign): Secret {
  const plain = passphrase?.reveal() ?? ''
  if (wanted === 'signed' ? plain === '' : !HEADER_VALUE.test(plain)) {
    throw new CredentialsInvalidError({ reason: 'the passphrase is missing, or not plain ASCII.' })
  }
  return new Secret(wanted === 'signed' ? signWith(plain) : plain)
}

function signFunction(scheme: SignatureScheme, secret: Secret): Sign {
  if (scheme.keyType === 'hmac') return signHmac(scheme, secret)
  if (scheme.keyType === 'secp256k1') return signDigest(decodeHex32(secret))
  const key = readPrivateKey(scheme.keyType, secret)
  const hash = scheme.keyType === 'ed25519' ? null : 'sha256'
  return signAsymmetric(key, hash, scheme.encoding)
}

/** Importing the key for every request would take four fifths of the time. */
function signHmac({ hash, secret: form, encoding }: HmacScheme, secret: Secret): Sign {
  const bytes = form === 'utf8' ? Buffer.from(secret.reveal(), 'utf8') : decodeBase64(secret)
  if (bytes.length === 0) throw new CredentialsInvalidError({ reason: 'the secret is empty.' })
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return (prehash) => createHmac(hash, key).update(prehash).digest(encoding)
}

function signAsymmetric(key: KeyObject, hash: 'sha256' | null, encoding: SignatureEncoding): Sign {
  // JWS wants r and s as they are. Options cost an Ed25519 signature a third of its speed: without need, none.
  const input = key.asymmetricKeyType === 'ec' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
  return (prehash) =>
    sign(hash, typeof prehash === 'string' ? Buffer.from(prehash, 'utf8') : prehash, input).toString(encoding)
}

function signDigest(key: Uint8Array): Sign {
  if (!secp256k1.utils.isValidPrivateKey(key)) {
    throw new CredentialsInvalidError({ reason: 'the secret is not a private key of secp256k1.' })
  }
  return (prehash) => {
    if (typeof prehash === 'string' || prehash.length !== 32) {
      throw new CredentialsInvalidError({ reason: 'this key signs digests of 32 bytes only.' })
    }
    const signature = secp256k1.sign(prehash, key, { lowS: true })
    return signature.toCompactHex() + (27 + signature.recovery).toString(16)
  }
}

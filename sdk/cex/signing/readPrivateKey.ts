import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'
import { CredentialsInvalidError } from '../../errors/venue.ts'
import { attempt } from '../../internal/attempt.ts'
import { decodeBase64 } from './secretForms.ts'

/** PKCS#8 of an Ed25519 key, up to its 32 bytes (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const MIN_RSA_BITS = 2048

/**
 * A private key in the form that venues hand out: PEM of PKCS#8 or SEC1, or, for Ed25519, base64 of the seed (32 bytes) or of seed
 * and public key (64 bytes).
 * @throws CredentialsInvalidError.
 */
export function readPrivateKey(keyType: 'rsa' | 'ed25519' | 'es256', secret: Secret): KeyObject {
  const key = isPem(secret) || keyType !== 'ed25519' ? readPem(secret) : readEd25519(secret)
  if (!fits(keyType, key)) {
    throw new CredentialsInvalidError({ reason: `the secret is not a private key for ${keyType}.` })
  }
  return key
}

function isPem(secret: Secret): boolean {
  return secret.reveal().trimStart().startsWith('-----BEGIN')
}

/** Keys copied out of JSON files often have their line ends spelled out. The parser's own error may quote the key: it is dropped. */
function readPem(secret: Secret): KeyObject {
  const parsed = attempt(() => createPrivateKey(secret.reveal().replaceAll('\\n', '\n').trim()))
  if (!parsed) throw new CredentialsInvalidError({ reason: 'the secret is not a private key in PEM.' })
  return parsed
}

function readEd25519(secret: Secret): KeyObject {
  const bytes = decodeBase64(secret)
  if (bytes.length !== 32 && bytes.length !== 64) {
    throw new CredentialsInvalidError({ reason: 'the secret is not 32 or 64 bytes in base64.' })
  }
  const pkcs8 = Buffer.concat([ED25519_PKCS8, bytes.subarray(0, 32)])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  // A seed beside another key's public half is a mistake that the venue would only call a bad signature.
  if (bytes.length === 64 && !publicKey.equals(bytes.subarray(32))) {
    throw new CredentialsInvalidError({ reason: 'the public half of the secret does not belong to it.' })
  }
  return key
}

function fits(keyType: 'rsa' | 'ed25519' | 'es256', key: KeyObject): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = key
  if (keyType === 'ed25519') return asymmetricKeyType === 'ed25519'
  if (keyType === 'es256')
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS
}

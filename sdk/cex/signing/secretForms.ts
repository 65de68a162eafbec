import type { Secret } from '../../core/secret.ts'
import { CredentialsInvalidError } from '../../errors/venue.ts'

/** The bytes of a secret in base64, of either alphabet. Node would skip what is not base64 and sign with the rest. */
export function decodeBase64(secret: Secret): Buffer {
  const text = secret.reveal().trim()
  const body = text.replace(/={0,2}$/, '')
  if (!/^([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)$/.test(body) || body.length % 4 === 1) {
    throw new CredentialsInvalidError({ reason: 'the secret is not base64.' })
  }
  return Buffer.from(body, 'base64')
}

/** The bytes of a secret of 32 bytes in hex, with or without 0x. */
export function decodeHex32(secret: Secret): Uint8Array {
  const text = secret.reveal().trim().replace(/^0x/i, '')
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new CredentialsInvalidError({ reason: 'the secret is not 32 bytes in hex.' })
  }
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

import type { Secret } from '../core/secret.ts'

/** How a key of a venue signs. */
export const KEY_TYPES = ['hmac', 'rsa', 'ed25519', 'es256', 'secp256k1'] as const

/** One of `KEY_TYPES`. */
export type KeyType = (typeof KEY_TYPES)[number]

/** A key as a venue hands it out. */
export type Credentials = {
  readonly keyType: KeyType
  /** Public: the name the venue knows the key by. For Hyperliquid the address. */
  readonly apiKey: string
  /** Text, base64, PEM (PKCS#8 or SEC1) or 0x-hex, as the venue hands it out. */
  readonly secret: Secret
  /** The plain one, also where the venue wants it signed. */
  readonly passphrase?: Secret
}

/** How text of a signature is written. */
export type SignatureEncoding = 'hex' | 'base64' | 'base64url'

/** HMAC with the secret as key. */
export type HmacScheme = {
  readonly keyType: 'hmac'
  readonly hash: 'sha256' | 'sha384' | 'sha512'
  /** What the key's bytes are: the text itself, or what it decodes to. */
  readonly secret: 'utf8' | 'base64'
  readonly encoding: SignatureEncoding
}

/** A signature with a private key: RSASSA-PKCS1-v1_5 with SHA-256, Ed25519, or ES256 in the form of JWS (r and s, 64 bytes). */
export type AsymmetricScheme = {
  readonly keyType: 'rsa' | 'ed25519' | 'es256'
  readonly encoding: SignatureEncoding
}

/** secp256k1 over a digest of 32 bytes: r, s (lower half) and v (27 or 28), 65 bytes in hex. */
export type Secp256k1Scheme = {
  readonly keyType: 'secp256k1'
  readonly encoding: 'hex'
}

/** How a kind of key signs at a venue. */
export type SignatureScheme = HmacScheme | AsymmetricScheme | Secp256k1Scheme

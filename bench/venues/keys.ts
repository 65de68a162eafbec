import { createSecretKey } from 'node:crypto'
import { Secret } from '../../sdk/core/secret.ts'

/** Of no account anywhere. ccxt's Gemini wants the word in it. */
export const API_KEY = 'account-3f1c5a7e9b2d4c6f8a0b1c2d3e4f5a6b'
export const PASSPHRASE = 'passphrase-of-the-bench'

const TEXT = '9e107d9d372bb6826bd81d3542a419d6a8f5f167f44f4964e6c998dee827110c'
const BASE64 = Buffer.from(TEXT, 'hex').toString('base64')

/** A secret that is text. */
export const textKey = {
  credentials: { keyType: 'hmac', apiKey: API_KEY, secret: new Secret(TEXT) },
  ccxt: { apiKey: API_KEY, secret: TEXT },
  key: createSecretKey(Buffer.from(TEXT, 'utf8')),
} as const

/** The same with a passphrase. */
export const passphraseKey = {
  credentials: { ...textKey.credentials, passphrase: new Secret(PASSPHRASE) },
  ccxt: { ...textKey.ccxt, password: PASSPHRASE },
  key: textKey.key,
} as const

/** A secret that is base64. */
export const base64Key = {
  credentials: {
    keyType: 'hmac',
    apiKey: API_KEY,
    secret: new Secret(BASE64),
    passphrase: new Secret(PASSPHRASE),
  },
  ccxt: { apiKey: API_KEY, secret: BASE64, password: PASSPHRASE },
  key: createSecretKey(Buffer.from(BASE64, 'base64')),
} as const

import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { Secret } from '../../core/secret.ts'
import type { KeyType } from '../credentials.ts'

/** Kinds of keys that have a public half. */
export type PublicKeyType = Exclude<KeyType, 'hmac'>

/** How a venue takes a public half: PEM (SPKI), base64 of the bare key, or an address. */
export type PublicKeyForm = 'pem' | 'base64' | 'address'

const generate = promisify(generateKeyPair)

/** The two halves of a key. */
export type KeyPair = { readonly secret: Secret; readonly publicKey: string }

/** A key pair: the private half as the SDK reads it, the public half as the venue takes it. */
export async function makeKeyPair(keyType: PublicKeyType, form: PublicKeyForm): Promise<KeyPair> {
  if (keyType === 'secp256k1') return makeSecp256k1()
  const { privateKey, publicKey } = await pairOf(keyType)
  const secret = new Secret(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  if (form === 'base64') return { secret, publicKey: spki.subarray(-32).toString('base64') }
  return { secret, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() }
}

function pairOf(
  keyType: 'rsa' | 'ed25519' | 'es256',
): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (keyType === 'rsa') return generate('rsa', { modulusLength: 3072 })
  return keyType === 'ed25519' ? generate('ed25519') : generate('ec', { namedCurve: 'prime256v1' })
}

function makeSecp256k1(): KeyPair {
  const privateKey = generatePrivateKey()
  return { secret: new Secret(privateKey), publicKey: privateKeyToAddress(privateKey).toLowerCase() }
}

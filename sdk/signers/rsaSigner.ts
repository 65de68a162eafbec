import { type Address, bytesToHex, encodeAbiParameters, type Hash, type Hex, hexToBytes, size } from 'viem'
import { verifierKey } from '../core/key.ts'
import { SignerUnsupportedError } from '../errors/key.ts'
import type { Signer } from './signer.ts'

/** The least bytes of a modulus that the verifier takes. */
const MIN_MODULUS = 256

/** The platform's own type, which Node and browsers declare under different names. */
type WebCryptoKey = Parameters<typeof crypto.subtle.sign>[1]

export type RsaSignerParameters = {
  /** The ERC-7913 verifier of RSA signatures on the chain: OpenZeppelin's ERC7913RSAVerifier. */
  verifier: Address
  /** A key pair of Web Crypto, for RSASSA-PKCS1-v1_5 with SHA-256, of 2,048 bits or more. */
  keyPair: { readonly privateKey: WebCryptoKey; readonly publicKey: WebCryptoKey }
}

/**
 * A signer whose RSA key is held by Web Crypto, which need not give it away. Its key is `verifier ‖ abi.encode(exponent, modulus)`, its
 * signatures PKCS #1 v1.5 over the SHA-256 of the 32 bytes.
 * @throws SignerUnsupportedError for a key of another algorithm, or too short.
 */
export async function rsaSigner({ verifier, keyPair }: RsaSignerParameters): Promise<Signer> {
  const { privateKey, publicKey } = keyPair
  const { name, hash } = publicKey.algorithm as { name: string; hash?: { name: string } }
  if (name !== 'RSASSA-PKCS1-v1_5' || hash?.name !== 'SHA-256') {
    throw new SignerUnsupportedError({ reason: 'its key is not for RSASSA-PKCS1-v1_5 with SHA-256.' })
  }
  const { e = '', n = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  const modulus = fromBase64Url(n)
  if (size(modulus) < MIN_MODULUS) {
    throw new SignerUnsupportedError({ reason: `its modulus has less than ${8 * MIN_MODULUS} bits.` })
  }
  const numbers = encodeAbiParameters([{ type: 'bytes' }, { type: 'bytes' }], [fromBase64Url(e), modulus])
  return {
    key: verifierKey(verifier, numbers),
    stubSignature: `0x${'5a'.repeat(size(modulus))}`,
    async sign({ hash: message }: { hash: Hash }) {
      const signature = await crypto.subtle.sign(name, privateKey, Uint8Array.from(hexToBytes(message)))
      return bytesToHex(new Uint8Array(signature))
    },
  }
}

function fromBase64Url(text: string): Hex {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return bytesToHex(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
}

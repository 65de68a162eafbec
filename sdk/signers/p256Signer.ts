import { p256 } from '@noble/curves/nist'
import { type Address, bytesToHex, type Hash, type Hex, hexToBytes, isHex } from 'viem'
import { KeyKind, verifierKey } from '../core/key.ts'
import type { Secret } from '../core/secret.ts'
import { KeyMalformedError, SignerUnsupportedError } from '../errors/key.ts'
import type { Signer } from './signer.ts'

/** A signature of the right length that is valid for nothing. */
const STUB_SIGNATURE: Hex = `0x${'5a'.repeat(64)}`

export type P256SignerParameters = {
  /** The ERC-7913 verifier of P-256 signatures on the chain: OpenZeppelin's ERC7913P256Verifier. */
  verifier: Address
  /** A P-256 private key of 32 bytes. */
  privateKey: Secret<Hex>
}

/**
 * A signer whose P-256 (secp256r1) key is held by this process. Its key is `verifier ‖ x ‖ y`, its signatures 64 bytes, r ‖ s, with s in
 * the lower half.
 * @throws KeyMalformedError, SignerUnsupportedError.
 */
export function p256Signer({ verifier, privateKey }: P256SignerParameters): Signer {
  const secret = checked(privateKey)
  // Without the leading byte that says that both coordinates follow.
  const point = bytesToHex(p256.getPublicKey(secret.reveal().slice(2), false).slice(1))
  return {
    key: verifierKey(verifier, point),
    stubSignature: STUB_SIGNATURE,
    async sign({ hash }: { hash: Hash }) {
      const signature = p256.sign(hexToBytes(hash), secret.reveal().slice(2), { lowS: true })
      return `0x${signature.toCompactHex()}`
    },
  }
}

// Checked here, because libraries put the key itself into the errors that they throw.
function checked(secret: Secret<Hex>): Secret<Hex> {
  const value = secret.reveal()
  if (!isHex(value) || value.length !== 66) {
    const length = Math.max(0, Math.ceil(value.length / 2) - 1)
    throw new KeyMalformedError({ kind: KeyKind.verifier, length })
  }
  const scalar = BigInt(value)
  if (scalar === 0n || scalar >= p256.CURVE.n) {
    throw new SignerUnsupportedError({ reason: 'its private key is not a scalar of P-256.' })
  }
  return secret
}

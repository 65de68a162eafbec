import { p256 } from '@noble/curves/nist'
import { type Address, encodeAbiParameters, type Hash, type Hex, numberToHex, size, slice } from 'viem'
import type { WebAuthnAccount } from 'viem/account-abstraction'
import { verifierKey } from '../core/key.ts'
import { SignerUnsupportedError } from '../errors/key.ts'
import type { Signer } from './signer.ts'

/** What the verifier decodes: ERC-7913 leaves the form to it, and this is OpenZeppelin's `WebAuthnAuth`. */
const ASSERTION = [
  { name: 'r', type: 'bytes32' },
  { name: 's', type: 'bytes32' },
  { name: 'challengeIndex', type: 'uint256' },
  { name: 'typeIndex', type: 'uint256' },
  { name: 'authenticatorData', type: 'bytes' },
  { name: 'clientDataJSON', type: 'string' },
] as const

/** Bytes of a point without a leading byte, and with one. */
const POINT_LENGTHS = [64, 65]

/** Two calls of the precompile, the second for a wrong signature, and what is around them. */
const DEFAULT_VERIFICATION_GAS = 30_000n

export type WebAuthnSignerParameters = {
  /** The ERC-7913 verifier of WebAuthn assertions on the chain: OpenZeppelin's ERC7913WebAuthnVerifier. */
  verifier: Address
  /** A passkey as viem has it, from `toWebAuthnAccount`. The person behind it has to be verified each time. */
  account: WebAuthnAccount
  /**
   * Gas that checking a P-256 signature takes at most. The default is for chains with the precompile of EIP-7951; where it is
   * missing the verifier computes, which takes several hundred thousand.
   */
  verificationGas?: bigint
}

/**
 * A signer whose key is a passkey. Its key is `verifier ‖ x ‖ y`; each signature is an assertion with the hash as its challenge.
 * @throws SignerUnsupportedError when the passkey's public key is no point of P-256.
 */
export function webAuthnSigner(parameters: WebAuthnSignerParameters): Signer {
  const { verifier, account, verificationGas = DEFAULT_VERIFICATION_GAS } = parameters
  const { publicKey } = account
  if (!POINT_LENGTHS.includes(size(publicKey))) {
    throw new SignerUnsupportedError({ reason: 'its public key is no point of P-256.' })
  }
  return {
    key: verifierKey(verifier, slice(publicKey, size(publicKey) - 64)),
    stubSignature: stubAssertion(),
    // The verifier looks at the challenge first: it does not come to the stub's signature.
    extraVerificationGas: verificationGas,
    async sign({ hash }: { hash: Hash }) {
      const { signature, webauthn } = await account.sign({ hash })
      const { authenticatorData, clientDataJSON } = webauthn
      return encodeAbiParameters(ASSERTION, [
        slice(signature, 0, 32),
        lowHalf(slice(signature, 32, 64)),
        BigInt(clientDataJSON.indexOf('"challenge"')),
        BigInt(clientDataJSON.indexOf('"type"')),
        authenticatorData,
        clientDataJSON,
      ])
    },
  }
}

/** Authenticators answer either of the two values of s that are valid; the verifier takes the lower one. */
function lowHalf(s: Hex): Hex {
  const { n } = p256.CURVE
  const value = BigInt(s)
  return numberToHex(value > n / 2n ? n - value : value, { size: 32 })
}

/** An assertion of the usual size, for a challenge that nobody asked for. */
function stubAssertion(): Hex {
  const clientDataJSON = `{"type":"webauthn.get","challenge":"${'A'.repeat(43)}","origin":"https://app.example.com","crossOrigin":false}`
  const word: Hex = `0x${'5a'.repeat(32)}`
  return encodeAbiParameters(ASSERTION, [
    ...[word, word],
    ...[BigInt(clientDataJSON.indexOf('"challenge"')), BigInt(clientDataJSON.indexOf('"type"'))],
    ...[`0x${'11'.repeat(32)}0500000000` as Hex, clientDataJSON],
  ] as never)
}

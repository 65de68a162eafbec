import { type Address, type Hash, isHex, type LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ecdsaKey, KeyKind } from '../core/key.ts'
import type { Secret } from '../core/secret.ts'
import { KeyMalformedError, SignerUnsupportedError } from '../errors/key.ts'
import type { Signer } from './signer.ts'

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** A signer of this process. */
export type LocalSigner = Signer & { readonly address: Address }

export type LocalSignerParameters =
  /** A viem account that can sign a bare hash. */
  | { account: LocalAccount; privateKey?: never }
  /** A secp256k1 private key: 32 bytes in hex, checked here, since a store may hold any text. */
  | { privateKey: Secret; account?: never }

/**
 * A signer whose `ecdsa` key is held by this process.
 * @throws SignerUnsupportedError, KeyMalformedError.
 */
export function localSigner(parameters: LocalSignerParameters): LocalSigner {
  const account: LocalAccount = parameters.account ?? fromSecret(parameters.privateKey)
  const { address, sign } = account
  if (!sign) throw new SignerUnsupportedError({ reason: 'it cannot sign a bare hash.' })
  return {
    address,
    key: ecdsaKey(address),
    sign: ({ hash }: { hash: Hash }) => sign({ hash }),
  }
}

// Checked here, because libraries put the key itself into the errors that they throw.
function fromSecret(secret: Secret): LocalAccount {
  const value = secret.reveal()
  if (!isHex(value) || value.length !== 66) {
    throw new KeyMalformedError({ kind: KeyKind.ecdsa, length: Math.max(0, Math.ceil(value.length / 2) - 1) })
  }
  const scalar = BigInt(value)
  if (scalar === 0n || scalar >= CURVE_ORDER) {
    throw new SignerUnsupportedError({ reason: 'its private key is not a scalar of secp256k1.' })
  }
  return privateKeyToAccount(value)
}

import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { Secret } from '../core/secret.ts'
import { type LocalSigner, localSigner } from './localSigner.ts'

export type MintSessionKeyParameters = {
  /** Where the key is kept: any store that can `put`. Without one it lives as long as the process. */
  store?: { put(key: { id: string; secret: Secret<Hex> }): Promise<void> }
  /** The name it is kept by; its address in lower case by default. */
  id?: string
}

export type MintSessionKeyReturnType = {
  readonly id: string
  readonly signer: LocalSigner
  /** The private key, for a store that this function was not given. */
  readonly secret: Secret<Hex>
}

/**
 * A new `ecdsa` session key from the machine's random source.
 * @throws whatever the store's `put` throws; nothing is kept then.
 */
export async function mintSessionKey(
  parameters: MintSessionKeyParameters = {},
): Promise<MintSessionKeyReturnType> {
  const secret = new Secret<Hex>(generatePrivateKey())
  const signer = localSigner({ privateKey: secret })
  const id = parameters.id ?? signer.address.toLowerCase()
  await parameters.store?.put({ id, secret })
  return { id, signer, secret }
}

import { type Hex, hashTypedData, type LocalAccount } from 'viem'
import { ecdsaKey, type Key } from '../../core/key.ts'
import type { Signer } from '../../signers/signer.ts'
import type { ModuleTypedData } from '../grant/typedData.ts'

/**
 * Who approves grants and revocations by signature: a signer, or a viem account, whose `signTypedData` then shows the owner
 * every permission in full.
 */
export type Grantor = Signer | LocalAccount

/** The owner's approval of a message, as a use or a revocation carries it. */
export type Approval = { readonly key: Key; readonly signature: Hex }

/** The key that the account has to have recorded for this grantor. */
export function grantorKey(grantor: Grantor): Key {
  return 'key' in grantor ? grantor.key : ecdsaKey(grantor.address)
}

/** Signs a message of the module. */
export async function approve(grantor: Grantor, typedData: ModuleTypedData): Promise<Approval> {
  const signature = await signWith(grantor, typedData)
  return { key: grantorKey(grantor), signature }
}

/** The bare signature of a message of the module. */
export function signWith(signer: Grantor, typedData: ModuleTypedData): Promise<Hex> {
  // The types are those of this module's messages, known at run time only.
  const definition = typedData as never
  if ('signTypedData' in signer) return signer.signTypedData(definition)
  return signer.sign({ hash: hashTypedData(definition) })
}

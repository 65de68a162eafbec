import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import { approve, type Grantor } from '../clients/grantor.ts'
import { encodeSealedTerms } from '../grant/encodeTerms.ts'
import { hashKey } from '../grant/hash.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { keyRevocation } from '../messages.ts'
import type { SignedRevocation } from './signedRevocation.ts'
import { type SigningClient, signingGrantor } from './signGrant.ts'

export type SignKeyRevocationParameters = {
  grant: Grant
  /** The key to end; it may be one that was never added. */
  key: Key
  /** The chain that it is to be carried to; not needed for a grant that holds on one. */
  chainId?: number | undefined
  /** The client's grantor by default. */
  grantor?: Grantor | undefined
}

export type SignKeyRevocationReturnType = Extract<SignedRevocation, { kind: 'key' }>

export type SignKeyRevocationErrorType = BaseError

/**
 * Signs the end of one key of a grant off line, also ahead of time. The signature names no chain; the terms that go with it differ
 * from chain to chain.
 */
export async function signKeyRevocation(
  client: SigningClient,
  { grant, key, grantor, chainId }: SignKeyRevocationParameters,
): Promise<SignKeyRevocationReturnType> {
  const { account } = grant
  const grantId = hashGrant(grant, client.module)
  const keyId = hashKey(key)
  const message = keyRevocation(client.module, { account, grantId, keyId })
  const approval = await approve(signingGrantor(client, grantor), message)
  return { kind: 'key', account, grantId, terms: encodeSealedTerms(grant, chainId), keyId, approval }
}

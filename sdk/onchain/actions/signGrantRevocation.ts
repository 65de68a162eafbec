import type { Address, Hash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { approve, type Grantor } from '../clients/grantor.ts'
import { grantRevocation } from '../messages.ts'
import type { SignedRevocation } from './signedRevocation.ts'
import { type SigningClient, signingGrantor } from './signGrant.ts'

export type SignGrantRevocationParameters = {
  account: Address
  grantId: Hash
  /** The client's grantor by default. */
  grantor?: Grantor | undefined
}

export type SignGrantRevocationReturnType = Extract<SignedRevocation, { kind: 'grant' }>

export type SignGrantRevocationErrorType = BaseError

/** Signs the end of a grant off line, also ahead of time and for a grant that was never used. It names no chain. */
export async function signGrantRevocation(
  client: SigningClient,
  { account, grantId, grantor }: SignGrantRevocationParameters,
): Promise<SignGrantRevocationReturnType> {
  const message = grantRevocation(client.module, { account, grantId })
  return {
    kind: 'grant',
    account,
    grantId,
    approval: await approve(signingGrantor(client, grantor), message),
  }
}

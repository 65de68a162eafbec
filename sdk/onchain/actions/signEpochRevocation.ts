import type { Address } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { approve, type Grantor } from '../clients/grantor.ts'
import { epochRevocation } from '../messages.ts'
import type { SignedRevocation } from './signedRevocation.ts'
import { type SigningClient, signingGrantor } from './signGrant.ts'

export type SignEpochRevocationParameters = {
  account: Address
  chainId: number
  /** The account's epoch on that chain; the signature is void once it has moved. */
  epoch: bigint
  /** The client's grantor by default. */
  grantor?: Grantor | undefined
}

export type SignEpochRevocationReturnType = Extract<SignedRevocation, { kind: 'epoch' }>

export type SignEpochRevocationErrorType = BaseError

/** Signs the end of every grant of one epoch on one chain, off line and possibly ahead of time. */
export async function signEpochRevocation(
  client: SigningClient,
  { account, chainId, epoch, grantor }: SignEpochRevocationParameters,
): Promise<SignEpochRevocationReturnType> {
  const message = epochRevocation(client.module, { account, chainId: BigInt(chainId), epoch })
  const approval = await approve(signingGrantor(client, grantor), message)
  return { kind: 'epoch', account, chainId, epoch, approval }
}

import type { Grant } from '../../core/grant.ts'
import { KeyKind } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import { ClientIncompleteError } from '../../errors/client.ts'
import { NetworkCountUnsupportedError } from '../../errors/contractGrant.ts'
import { type Approval, approve, type Grantor, grantorKey } from '../clients/grantor.ts'
import type { OwnerClientBase } from '../clients/ownerClientBase.ts'
import { checkParts } from '../grant/checkParts.ts'
import { typedData } from '../grant/typedData.ts'

/** What signing off line needs of a client: no node, no bundler. */
export type SigningClient = Pick<OwnerClientBase, 'module' | 'grantor'>

export type SignGrantParameters = {
  grant: Grant
  /** The client's grantor by default. */
  grantor?: Grantor | undefined
}

export type SignGrantReturnType = Approval

export type SignGrantErrorType = BaseError

/**
 * Approves a grant off line. The first use carries the approval to the chain; until then the chain knows nothing of the grant.
 * `client` may be as little as `{ module, grantor }`.
 * @throws ClientIncompleteError without a grantor, PartUnsupportedError, NetworkCountUnsupportedError for a grant of several chains
 * and a grantor that the account itself judges.
 */
export async function signGrant(
  client: SigningClient,
  parameters: SignGrantParameters,
): Promise<SignGrantReturnType> {
  const { grant } = parameters
  checkParts(grant)
  const grantor = signingGrantor(client, parameters.grantor)
  const count = grant.networks.length
  // An account's own ERC-1271 is bound to its chain: it cannot speak for others.
  if (grantorKey(grantor).kind === KeyKind.account && count > 1) {
    throw new NetworkCountUnsupportedError({ count: BigInt(count) })
  }
  return approve(grantor, typedData(grant, client.module))
}

/** The grantor asked for, otherwise the client's. */
export function signingGrantor(client: SigningClient, grantor: Grantor | undefined): Grantor {
  const signing = grantor ?? client.grantor
  if (signing) return signing
  throw new ClientIncompleteError({ missing: 'grantor', reason: 'somebody has to sign.' })
}

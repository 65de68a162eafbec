import { type Hash, isAddressEqual } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { GrantEndedError, GrantEpochEndedError } from '../../errors/contractGrant.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { checkParts } from '../grant/checkParts.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { networkOn } from '../grant/network.ts'
import { getAccountState } from './getAccountState.ts'
import { getGrantState } from './getGrantState.ts'
import { type GrantCallParameters, grantCall } from './grantCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type GrantParameters = GrantCallParameters & { path?: OwnerPath | undefined }

export type GrantReturnType = SendCallsReturnType & { readonly grantId: Hash }

export type GrantErrorType = GrantInvalidError | GrantEpochEndedError | GrantEndedError | BaseError

/**
 * Starts a grant by the owner's transaction. It costs the same for one permission and for a thousand, but for what publishing its
 * contents costs.
 * @throws GrantInvalidError for another account or chain, GrantEpochEndedError, GrantEndedError, PartUnsupportedError.
 */
export async function grant(client: OwnerClientBase, parameters: GrantParameters): Promise<GrantReturnType> {
  const { grant: asked, path } = parameters
  const { accountPort: port, chain } = client
  checkParts(asked)
  if (!isAddressEqual(asked.account, port.address)) {
    throw new GrantInvalidError({ member: 'account', reason: `it is not ${port.address}.` })
  }
  const network = networkOn(asked, chain.id)
  const grantId = hashGrant(asked, client.module)
  const [{ epoch }, { status }] = await Promise.all([
    getAccountState(client),
    getGrantState(client, { grantId }),
  ])
  if (network.epoch !== epoch) throw new GrantEpochEndedError({ epoch: network.epoch, current: epoch })
  if (status === 'revoked') throw new GrantEndedError({ grantId })
  return { ...(await sendCalls(client, { calls: [grantCall(client, parameters)], path })), grantId }
}

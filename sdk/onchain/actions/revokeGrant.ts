import type { Hash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type RevokeGrantParameters = { grantId: Hash; path?: OwnerPath | undefined }

export type RevokeGrantReturnType = SendCallsReturnType

export type RevokeGrantErrorType = BaseError

/** Ends a grant for ever, with all its keys, whether or not it was ever used. Ending it twice does nothing. */
export async function revokeGrant(
  client: OwnerClientBase,
  { grantId, path }: RevokeGrantParameters,
): Promise<RevokeGrantReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'revokeGrant', [grantId])], path })
}

import type { Hash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type PauseGrantParameters = { grantId: Hash; path?: OwnerPath | undefined }

export type PauseGrantReturnType = SendCallsReturnType

export type PauseGrantErrorType = BaseError

/** Stops every use of a grant, also before its first one, until the owner resumes it. Pausing it twice does nothing. */
export async function pauseGrant(
  client: OwnerClientBase,
  { grantId, path }: PauseGrantParameters,
): Promise<PauseGrantReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'pauseGrant', [grantId])], path })
}

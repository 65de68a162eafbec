import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type PauseAccountParameters = { path?: OwnerPath | undefined }

export type PauseAccountReturnType = SendCallsReturnType

export type PauseAccountErrorType = BaseError

/** Stops every use of every grant of the account, those to come included, until the owner resumes it. */
export async function pauseAccount(
  client: OwnerClientBase,
  { path }: PauseAccountParameters = {},
): Promise<PauseAccountReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'pauseAccount', [])], path })
}

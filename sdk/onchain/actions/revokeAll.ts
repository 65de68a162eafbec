import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type RevokeAllParameters = { path?: OwnerPath | undefined }

export type RevokeAllReturnType = SendCallsReturnType

export type RevokeAllErrorType = BaseError

/** Ends every grant of the account for ever, used or not, known or not, by moving its epoch. */
export async function revokeAll(
  client: OwnerClientBase,
  { path }: RevokeAllParameters = {},
): Promise<RevokeAllReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'revokeAll', [])], path })
}

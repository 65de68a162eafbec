import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type ResumeAccountParameters = { path?: OwnerPath | undefined }

export type ResumeAccountReturnType = SendCallsReturnType

export type ResumeAccountErrorType = BaseError

/** Lets the grants of the account go on. Those that were paused by themselves stay paused. */
export async function resumeAccount(
  client: OwnerClientBase,
  { path }: ResumeAccountParameters = {},
): Promise<ResumeAccountReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'resumeAccount', [])], path })
}

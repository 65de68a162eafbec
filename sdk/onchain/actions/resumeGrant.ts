import type { Hash } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type ResumeGrantParameters = { grantId: Hash; path?: OwnerPath | undefined }

export type ResumeGrantReturnType = SendCallsReturnType

export type ResumeGrantErrorType = BaseError

/** Lets a paused grant go on, whoever paused it. A revoked one stays revoked, and a paused account stays paused. */
export async function resumeGrant(
  client: OwnerClientBase,
  { grantId, path }: ResumeGrantParameters,
): Promise<ResumeGrantReturnType> {
  return sendCalls(client, { calls: [moduleCall(client, 'resumeGrant', [grantId])], path })
}

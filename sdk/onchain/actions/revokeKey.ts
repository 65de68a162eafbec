import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { hashKey } from '../grant/hash.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type RevokeKeyParameters = {
  grant: Grant
  /** The key to end; it may be one that was never added. */
  key: Key
  path?: OwnerPath | undefined
}

export type RevokeKeyReturnType = SendCallsReturnType

export type RevokeKeyErrorType = BaseError

/** Ends one key of a grant for ever, by the owner. The grant's other keys go on. */
export async function revokeKey(
  client: OwnerClientBase,
  { grant, key, path }: RevokeKeyParameters,
): Promise<RevokeKeyReturnType> {
  const args = [grant.account, sealedTerms(client, grant), hashKey(key)] as const
  return sendCalls(client, { calls: [moduleCall(client, 'revokeKey', args)], path })
}

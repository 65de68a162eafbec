import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { keyEnd } from './internal/keyEnd.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type AddKeyParameters = {
  grant: Grant
  /** A key that was never in this grant. */
  key: Key
  /** Its last second, inclusive, within the grant and its `keyLifetime`; as late as they allow by default. */
  validUntil?: number | undefined
  path?: OwnerPath | undefined
}

export type AddKeyReturnType = SendCallsReturnType & { readonly validUntil: number }

export type AddKeyErrorType = BaseError

/**
 * Adds a key to a live grant, up to its `maxKeys` at a time. All keys share the grant's limits.
 * @throws KeyCountExceededError, KeyAlreadyUsedError, KeyExpiryInvalidError, GrantUnknownError for a grant that the chain does not know yet.
 */
export async function addKey(
  client: OwnerClientBase,
  parameters: AddKeyParameters,
): Promise<AddKeyReturnType> {
  const { grant, key, path } = parameters
  const validUntil = parameters.validUntil ?? (await keyEnd(client, grant))
  const args = [sealedTerms(client, grant), key, validUntil] as const
  return { ...(await sendCalls(client, { calls: [moduleCall(client, 'addKey', args)], path })), validUntil }
}

import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { RotatorClientBase } from '../clients/rotatorClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { hashKey } from '../grant/hash.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type RevokeKeyAsRotatorParameters = {
  grant: Grant
  /** Any key of the grant. */
  key: Key
}

export type RevokeKeyAsRotatorReturnType = CarryReturnType

export type RevokeKeyAsRotatorErrorType = BaseError

/**
 * Ends one key of a grant for ever, by a transaction of the grant's rotator. Only the owner can add another one afterwards.
 * @throws CallerUnauthorizedError for anybody but the rotator.
 */
export async function revokeKeyAsRotator(
  client: RotatorClientBase,
  { grant, key }: RevokeKeyAsRotatorParameters,
): Promise<RevokeKeyAsRotatorReturnType> {
  const { account } = grant
  const { to, data } = moduleCall(client, 'revokeKey', [account, sealedTerms(client, grant), hashKey(key)])
  const context = { account, module: client.module }
  return sent(await sendAndWait(client, { sender: ownSender(client), to, data, context }))
}

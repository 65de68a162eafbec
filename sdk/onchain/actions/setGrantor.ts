import { type Key, NO_KEY } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type SetGrantorParameters = {
  /** Who may grant and revoke by signature from now on; `'nobody'` by name. */
  grantor: Key | 'nobody'
  path?: OwnerPath | undefined
}

export type SetGrantorReturnType = SendCallsReturnType

export type SetGrantorErrorType = BaseError

/**
 * Records another grantor. It moves the epoch, so it ends every grant that there was.
 * @throws KeyMalformedError.
 */
export async function setGrantor(
  client: OwnerClientBase,
  { grantor, path }: SetGrantorParameters,
): Promise<SetGrantorReturnType> {
  const key = grantor === 'nobody' ? NO_KEY : grantor
  return sendCalls(client, { calls: [moduleCall(client, 'setGrantor', [key])], path })
}

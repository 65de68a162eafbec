import type { BaseError } from '../../errors/base.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type RevokeOwnKeyReturnType = CarryReturnType

export type RevokeOwnKeyErrorType = BaseError

/** Ends the holder's own key for ever, by a transaction of the key itself: when it may have leaked, or is done. */
export async function revokeOwnKey(client: HolderClientBase): Promise<RevokeOwnKeyReturnType> {
  const { grant, keyId, module } = client
  const { account } = grant
  const { to, data } = moduleCall(client, 'revokeKey', [account, sealedTerms(client, grant), keyId])
  return sent(
    await sendAndWait(client, { sender: ownSender(client), to, data, context: { account, module, keyId } }),
  )
}

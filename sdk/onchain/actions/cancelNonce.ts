import type { BaseError } from '../../errors/base.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type CancelNonceParameters = {
  /** As in the relayed use that must not be carried any more. On a sequenced nonce key earlier ones are cancelled too. */
  nonce: bigint
}

export type CancelNonceReturnType = CarryReturnType

export type CancelNonceErrorType = BaseError

/**
 * Takes back a relayed use that was signed but not carried yet, by a transaction of the key itself.
 * @throws NonceUsedError when it was carried or cancelled before.
 */
export async function cancelNonce(
  client: HolderClientBase,
  { nonce }: CancelNonceParameters,
): Promise<CancelNonceReturnType> {
  const { grant, keyId, module } = client
  const { account } = grant
  const { to, data } = moduleCall(client, 'cancelNonce', [account, keyId, nonce])
  return sent(
    await sendAndWait(client, { sender: ownSender(client), to, data, context: { account, module, keyId } }),
  )
}

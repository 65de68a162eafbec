import type { BaseError } from '../../errors/base.ts'
import type { SenderClientBase } from '../clients/senderClientBase.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { sendAndWait } from './internal/sendTransaction.ts'
import type { SignedKeyRotation } from './signKeyRotation.ts'

export type CarryKeyRotationParameters = { signed: SignedKeyRotation }

export type CarryKeyRotationReturnType = CarryReturnType

export type CarryKeyRotationErrorType = BaseError

/**
 * Carries a rotator's signed rotation to the chain and pays for it.
 * @throws RotationSequenceMismatchError, SignatureExpiredError, KeySignatureInvalidError, and what `rotateKey` throws.
 */
export async function carryKeyRotation(
  client: SenderClientBase,
  { signed }: CarryKeyRotationParameters,
): Promise<CarryKeyRotationReturnType> {
  const { account, terms, rotation, sequence, validUntil, signature } = signed
  const args = [account, terms, rotation, sequence, validUntil, signature] as const
  const { to, data } = moduleCall(client, 'rotateKeyBySignature', args)
  const context = { account, module: client.module }
  return sent(await sendAndWait(client, { sender: client.sender, to, data, context }))
}

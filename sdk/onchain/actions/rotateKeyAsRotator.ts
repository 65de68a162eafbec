import type { BaseError } from '../../errors/base.ts'
import type { RotatorClientBase } from '../clients/rotatorClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { type RotationRequest, resolveRotation } from './internal/rotation.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type RotateKeyAsRotatorParameters = RotationRequest

export type RotateKeyAsRotatorReturnType = CarryReturnType & {
  /** Last second of the new key, inclusive. */
  readonly keyValidUntil: number
}

export type RotateKeyAsRotatorErrorType = BaseError

/**
 * Replaces a key by a transaction of the grant's rotator, who pays for it.
 * @throws CallerUnauthorizedError for anybody else, and what the owner's `rotateKey` throws.
 */
export async function rotateKeyAsRotator(
  client: RotatorClientBase,
  parameters: RotateKeyAsRotatorParameters,
): Promise<RotateKeyAsRotatorReturnType> {
  const { grant } = parameters
  const { account } = grant
  const rotation = await resolveRotation(client, parameters)
  const { to, data } = moduleCall(client, 'rotateKey', [account, sealedTerms(client, grant), rotation])
  const context = { account, module: client.module }
  const receipt = await sendAndWait(client, { sender: ownSender(client), to, data, context })
  return { ...sent(receipt), keyValidUntil: rotation.keyValidUntil }
}

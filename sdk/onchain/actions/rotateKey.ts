import type { BaseError } from '../../errors/base.ts'
import type { OwnerClientBase, OwnerPath } from '../clients/ownerClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { type RotationRequest, resolveRotation } from './internal/rotation.ts'
import { type SendCallsReturnType, sendCalls } from './sendCalls.ts'

export type RotateKeyParameters = RotationRequest & { path?: OwnerPath | undefined }

export type RotateKeyReturnType = SendCallsReturnType & {
  /** Last second of the new key, inclusive. */
  readonly keyValidUntil: number
}

export type RotateKeyErrorType = BaseError

/**
 * Replaces a key under the same grant, by the owner. What was spent stays spent; the old key never works in the grant again.
 * @throws KeyEndedError, KeyAlreadyUsedError, KeyOverlapExceededError, KeyExpiryInvalidError, GrantUnknownError.
 */
export async function rotateKey(
  client: OwnerClientBase,
  parameters: RotateKeyParameters,
): Promise<RotateKeyReturnType> {
  const { grant, path } = parameters
  const rotation = await resolveRotation(client, parameters)
  const args = [grant.account, sealedTerms(client, grant), rotation] as const
  const sent = await sendCalls(client, { calls: [moduleCall(client, 'rotateKey', args)], path })
  return { ...sent, keyValidUntil: rotation.keyValidUntil }
}

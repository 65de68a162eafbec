import type { Address, Hex } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { signWith } from '../clients/grantor.ts'
import type { RotatorClientBase } from '../clients/rotatorClientBase.ts'
import { sealedTerms } from './internal/sealedTerms.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { keyRotation } from '../messages.ts'
import { getGrantState } from './getGrantState.ts'
import { chainTime } from './internal/chainTime.ts'
import { type Rotation, type RotationRequest, resolveRotation } from './internal/rotation.ts'

export type SignKeyRotationParameters = RotationRequest & {
  /** The grant's rotation sequence; read from the chain otherwise. */
  sequence?: number | undefined
  /** Last second in which the signature may be carried, inclusive; in an hour by default. */
  validUntil?: number | undefined
}

/** A rotation that anybody may carry to the chain, see `carryKeyRotation`. */
export type SignedKeyRotation = {
  readonly account: Address
  readonly terms: Hex
  readonly rotation: Rotation
  readonly sequence: number
  readonly validUntil: number
  readonly signature: Hex
}

export type SignKeyRotationReturnType = SignedKeyRotation

export type SignKeyRotationErrorType = BaseError

/** How long a signed rotation may be carried when the rotator does not say, in seconds. */
const DEFAULT_SECONDS = 3_600

/** Signs the replacement of a key, for somebody else to carry and pay for. It holds for one place in the sequence. */
export async function signKeyRotation(
  client: RotatorClientBase,
  parameters: SignKeyRotationParameters,
): Promise<SignKeyRotationReturnType> {
  const { grant } = parameters
  const { account } = grant
  const grantId = hashGrant(grant, client.module)
  const rotation = await resolveRotation(client, parameters)
  const sequence = parameters.sequence ?? (await getGrantState(client, { account, grantId })).rotationSequence
  const validUntil = parameters.validUntil ?? (await chainTime(client)).next + DEFAULT_SECONDS
  const chainId = BigInt(client.chain.id)
  const message = keyRotation(client.module, { account, chainId, grantId, ...rotation, sequence, validUntil })
  const signature = await signWith(client.signer, message)
  return { account, terms: sealedTerms(client, grant), rotation, sequence, validUntil, signature }
}

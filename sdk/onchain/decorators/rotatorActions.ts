import {
  type RevokeKeyAsRotatorParameters,
  type RevokeKeyAsRotatorReturnType,
  revokeKeyAsRotator,
} from '../actions/revokeKeyAsRotator.ts'
import {
  type RotateKeyAsRotatorParameters,
  type RotateKeyAsRotatorReturnType,
  rotateKeyAsRotator,
} from '../actions/rotateKeyAsRotator.ts'
import {
  type SignKeyRotationParameters,
  type SignKeyRotationReturnType,
  signKeyRotation,
} from '../actions/signKeyRotation.ts'
import type { RotatorClientBase } from '../clients/rotatorClientBase.ts'

/** The rotator's actions: it replaces and ends keys, and nothing else. */
export type RotatorActions = {
  /** @see {@link revokeKeyAsRotator} */
  revokeKey: (parameters: RevokeKeyAsRotatorParameters) => Promise<RevokeKeyAsRotatorReturnType>
  /** @see {@link rotateKeyAsRotator} */
  rotateKey: (parameters: RotateKeyAsRotatorParameters) => Promise<RotateKeyAsRotatorReturnType>
  /** @see {@link signKeyRotation} */
  signKeyRotation: (parameters: SignKeyRotationParameters) => Promise<SignKeyRotationReturnType>
}

/** Binds them to a client. */
export function rotatorActions(client: RotatorClientBase): RotatorActions {
  return {
    revokeKey: (parameters) => revokeKeyAsRotator(client, parameters),
    rotateKey: (parameters) => rotateKeyAsRotator(client, parameters),
    signKeyRotation: (parameters) => signKeyRotation(client, parameters),
  }
}

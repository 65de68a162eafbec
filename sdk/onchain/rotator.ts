// What a rotator loads: it replaces and ends keys, and reads.

export {
  type RevokeKeyAsRotatorErrorType,
  type RevokeKeyAsRotatorParameters,
  type RevokeKeyAsRotatorReturnType,
  revokeKeyAsRotator,
} from './actions/revokeKeyAsRotator.ts'
export {
  type RotateKeyAsRotatorErrorType,
  type RotateKeyAsRotatorParameters,
  type RotateKeyAsRotatorReturnType,
  rotateKeyAsRotator,
} from './actions/rotateKeyAsRotator.ts'
export {
  type SignedKeyRotation,
  type SignKeyRotationErrorType,
  type SignKeyRotationParameters,
  type SignKeyRotationReturnType,
  signKeyRotation,
} from './actions/signKeyRotation.ts'
export {
  createRotatorClient,
  type RotatorClient,
  type RotatorClientConfig,
} from './clients/createRotatorClient.ts'
export type { RotatorClientBase } from './clients/rotatorClientBase.ts'
export { type RotatorActions, rotatorActions } from './decorators/rotatorActions.ts'
export * from './reads.ts'

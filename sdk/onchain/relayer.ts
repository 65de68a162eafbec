// What a relayer loads: it carries what others signed, and reads.

export {
  type CarryKeyRotationErrorType,
  type CarryKeyRotationParameters,
  type CarryKeyRotationReturnType,
  carryKeyRotation,
} from './actions/carryKeyRotation.ts'
export {
  type CarryRevocationErrorType,
  type CarryRevocationParameters,
  type CarryRevocationReturnType,
  carryRevocation,
} from './actions/carryRevocation.ts'
export {
  type CarryReturnType,
  type CarryUseErrorType,
  type CarryUseParameters,
  type CarryUseReturnType,
  carryUse,
} from './actions/carryUse.ts'
export {
  createRelayerClient,
  type RelayerClient,
  type RelayerClientConfig,
} from './clients/createRelayerClient.ts'
export { type RelayerActions, relayerActions } from './decorators/relayerActions.ts'
export * from './reads.ts'

import {
  type CarryKeyRotationParameters,
  type CarryKeyRotationReturnType,
  carryKeyRotation,
} from '../actions/carryKeyRotation.ts'
import {
  type CarryRevocationParameters,
  type CarryRevocationReturnType,
  carryRevocation,
} from '../actions/carryRevocation.ts'
import { type CarryUseParameters, type CarryUseReturnType, carryUse } from '../actions/carryUse.ts'
import type { SenderClientBase } from '../clients/senderClientBase.ts'

/** What anybody may carry to the chain. None of it needs or gives authority. */
export type RelayerActions = {
  /** @see {@link carryKeyRotation} */
  carryKeyRotation: (parameters: CarryKeyRotationParameters) => Promise<CarryKeyRotationReturnType>
  /** @see {@link carryRevocation} */
  carryRevocation: (parameters: CarryRevocationParameters) => Promise<CarryRevocationReturnType>
  /** @see {@link carryUse} */
  carryUse: (parameters: CarryUseParameters) => Promise<CarryUseReturnType>
}

/** Binds them to a client. */
export function relayerActions(client: SenderClientBase): RelayerActions {
  return {
    carryKeyRotation: (parameters) => carryKeyRotation(client, parameters),
    carryRevocation: (parameters) => carryRevocation(client, parameters),
    carryUse: (parameters) => carryUse(client, parameters),
  }
}

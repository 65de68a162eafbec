import {
  type CancelNonceParameters,
  type CancelNonceReturnType,
  cancelNonce,
} from '../actions/cancelNonce.ts'
import { type CheckUseParameters, type CheckUseReturnType, checkUse } from '../actions/checkUse.ts'
import { type PrepareUseParameters, type PrepareUseReturnType, prepareUse } from '../actions/prepareUse.ts'
import {
  type RedeemDelegationsParameters,
  type RedeemDelegationsReturnType,
  redeemDelegations,
} from '../actions/redeemDelegations.ts'
import { type RevokeOwnKeyReturnType, revokeOwnKey } from '../actions/revokeOwnKey.ts'
import { type SendUseParameters, type SendUseReturnType, sendUse } from '../actions/sendUse.ts'
import {
  type SignMessageParameters,
  type SignMessageReturnType,
  signMessage,
} from '../actions/signMessage.ts'
import { type SignUseParameters, type SignUseReturnType, signUse } from '../actions/signUse.ts'
import {
  type SimulateUseParameters,
  type SimulateUseReturnType,
  simulateUse,
} from '../actions/simulateUse.ts'
import { type UseParameters, type UseReturnType, use } from '../actions/use.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'

/** The holder's actions. None of them grants, revokes for others, rotates or changes the account. */
export type HolderActions = {
  /** @see {@link cancelNonce} */
  cancelNonce: (parameters: CancelNonceParameters) => Promise<CancelNonceReturnType>
  /** @see {@link checkUse} */
  checkUse: <const calls extends readonly unknown[]>(
    parameters: CheckUseParameters<calls>,
  ) => Promise<CheckUseReturnType>
  /** @see {@link prepareUse} */
  prepareUse: <const calls extends readonly unknown[]>(
    parameters: PrepareUseParameters<calls>,
  ) => Promise<PrepareUseReturnType>
  /** @see {@link redeemDelegations} */
  redeemDelegations: (parameters: RedeemDelegationsParameters) => Promise<RedeemDelegationsReturnType>
  /** @see {@link revokeOwnKey} */
  revokeOwnKey: () => Promise<RevokeOwnKeyReturnType>
  /** @see {@link sendUse} */
  sendUse: (parameters: SendUseParameters) => Promise<SendUseReturnType>
  /** @see {@link signMessage} */
  signMessage: (parameters: SignMessageParameters) => Promise<SignMessageReturnType>
  /** @see {@link signUse} */
  signUse: (parameters: SignUseParameters) => Promise<SignUseReturnType>
  /** @see {@link simulateUse} */
  simulateUse: <const calls extends readonly unknown[]>(
    parameters: SimulateUseParameters<calls>,
  ) => Promise<SimulateUseReturnType>
  /** @see {@link use} */
  use: <const calls extends readonly unknown[]>(parameters: UseParameters<calls>) => Promise<UseReturnType>
}

/** Binds them to a client. */
export function holderActions(client: HolderClientBase): HolderActions {
  return {
    cancelNonce: (parameters) => cancelNonce(client, parameters),
    checkUse: (parameters) => checkUse(client, parameters),
    prepareUse: (parameters) => prepareUse(client, parameters),
    redeemDelegations: (parameters) => redeemDelegations(client, parameters),
    revokeOwnKey: () => revokeOwnKey(client),
    sendUse: (parameters) => sendUse(client, parameters),
    signMessage: (parameters) => signMessage(client, parameters),
    signUse: (parameters) => signUse(client, parameters),
    simulateUse: (parameters) => simulateUse(client, parameters),
    use: (parameters) => use(client, parameters),
  }
}

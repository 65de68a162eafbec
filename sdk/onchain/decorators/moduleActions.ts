import {
  type GetAccountStateParameters,
  type GetAccountStateReturnType,
  getAccountState,
} from '../actions/getAccountState.ts'
import {
  type GetGrantContentsParameters,
  type GetGrantContentsReturnType,
  getGrantContents,
} from '../actions/getGrantContents.ts'
import {
  type GetGrantStateParameters,
  type GetGrantStateReturnType,
  getGrantState,
} from '../actions/getGrantState.ts'
import {
  type GetInstalledTypesParameters,
  type GetInstalledTypesReturnType,
  getInstalledTypes,
} from '../actions/getInstalledTypes.ts'
import {
  type GetKeyStateParameters,
  type GetKeyStateReturnType,
  getKeyState,
} from '../actions/getKeyState.ts'
import {
  type GetRemainingParameters,
  type GetRemainingReturnType,
  getRemaining,
} from '../actions/getRemaining.ts'
import {
  type GetRemainingFeeParameters,
  type GetRemainingFeeReturnType,
  getRemainingFee,
} from '../actions/getRemainingFee.ts'
import { type GetTierParameters, type GetTierReturnType, getTier } from '../actions/getTier.ts'
import {
  type IsValidMessageParameters,
  type IsValidMessageReturnType,
  isValidMessage,
} from '../actions/isValidMessage.ts'
import { type ListGrantsParameters, type ListGrantsReturnType, listGrants } from '../actions/listGrants.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'

/** What anybody can read. */
export type ModuleActions = {
  /** @see {@link getAccountState} */
  getAccountState: (parameters?: GetAccountStateParameters) => Promise<GetAccountStateReturnType>
  /** @see {@link getGrantContents} */
  getGrantContents: (parameters: GetGrantContentsParameters) => Promise<GetGrantContentsReturnType>
  /** @see {@link getGrantState} */
  getGrantState: (parameters: GetGrantStateParameters) => Promise<GetGrantStateReturnType>
  /** @see {@link getInstalledTypes} */
  getInstalledTypes: (parameters?: GetInstalledTypesParameters) => Promise<GetInstalledTypesReturnType>
  /** @see {@link getKeyState} */
  getKeyState: (parameters: GetKeyStateParameters) => Promise<GetKeyStateReturnType>
  /** @see {@link getRemaining} */
  getRemaining: (parameters: GetRemainingParameters) => Promise<GetRemainingReturnType>
  /** @see {@link getRemainingFee} */
  getRemainingFee: (parameters: GetRemainingFeeParameters) => Promise<GetRemainingFeeReturnType>
  /** @see {@link getTier} */
  getTier: (parameters: GetTierParameters) => Promise<GetTierReturnType>
  /** @see {@link isValidMessage} */
  isValidMessage: (parameters: IsValidMessageParameters) => Promise<IsValidMessageReturnType>
  /** @see {@link listGrants} */
  listGrants: (parameters?: ListGrantsParameters) => Promise<ListGrantsReturnType>
}

/** Binds the actions that read to a client. */
export function moduleActions(client: ModuleClient): ModuleActions {
  return {
    getAccountState: (parameters) => getAccountState(client, parameters),
    getGrantContents: (parameters) => getGrantContents(client, parameters),
    getGrantState: (parameters) => getGrantState(client, parameters),
    getInstalledTypes: (parameters) => getInstalledTypes(client, parameters),
    getKeyState: (parameters) => getKeyState(client, parameters),
    getRemaining: (parameters) => getRemaining(client, parameters),
    getRemainingFee: (parameters) => getRemainingFee(client, parameters),
    getTier: (parameters) => getTier(client, parameters),
    isValidMessage: (parameters) => isValidMessage(client, parameters),
    listGrants: (parameters) => listGrants(client, parameters),
  }
}

import {
  type CheckVenueRequestParameters,
  type CheckVenueRequestReturnType,
  checkVenueRequest,
} from '../actions/checkVenueRequest.ts'
import { type GetServerTimeReturnType, getServerTime } from '../actions/getServerTime.ts'
import {
  type SendVenueRequestParameters,
  type SendVenueRequestReturnType,
  sendVenueRequest,
} from '../actions/sendVenueRequest.ts'
import {
  type SignVenueLoginParameters,
  type SignVenueLoginReturnType,
  signVenueLogin,
} from '../actions/signVenueLogin.ts'
import {
  type SignVenueRequestParameters,
  type SignVenueRequestReturnType,
  signVenueRequest,
} from '../actions/signVenueRequest.ts'
import type { HolderVenueClientBase } from '../clients/venueClientBase.ts'

/** The holder's actions at a venue: each request is held to the grant. None of them makes, rotates or ends keys. */
export type HolderVenueActions = {
  /** @see {@link checkVenueRequest} */
  checkRequest: (parameters: CheckVenueRequestParameters) => Promise<CheckVenueRequestReturnType>
  /** @see {@link getServerTime} */
  getServerTime: () => Promise<GetServerTimeReturnType>
  /** @see {@link sendVenueRequest} */
  sendRequest: (parameters: SendVenueRequestParameters) => Promise<SendVenueRequestReturnType>
  /** @see {@link signVenueLogin} */
  signLogin: (parameters: SignVenueLoginParameters) => Promise<SignVenueLoginReturnType>
  /** @see {@link signVenueRequest} */
  signRequest: (parameters: SignVenueRequestParameters) => Promise<SignVenueRequestReturnType>
}

/** Binds them to a client. */
export function holderVenueActions(client: HolderVenueClientBase): HolderVenueActions {
  return {
    checkRequest: (parameters) => checkVenueRequest(client, parameters),
    getServerTime: () => getServerTime(client),
    sendRequest: (parameters) => sendVenueRequest(client, parameters),
    signLogin: (parameters) => signVenueLogin(client, parameters),
    signRequest: (parameters) => signVenueRequest(client, parameters),
  }
}

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
import type { VenueClientBase } from '../clients/venueClientBase.ts'

/** Actions that every client of a venue has; a client with a grant is held to it in each of them. */
export type VenueActions = {
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
export function venueActions(client: VenueClientBase): VenueActions {
  return {
    getServerTime: () => getServerTime(client),
    sendRequest: (parameters) => sendVenueRequest(client, parameters),
    signLogin: (parameters) => signVenueLogin(client, parameters),
    signRequest: (parameters) => signVenueRequest(client, parameters),
  }
}

import {
  type CheckVenueRequestParameters,
  type CheckVenueRequestReturnType,
  checkVenueRequest,
} from '../actions/checkVenueRequest.ts'
import type { HolderVenueClientBase } from '../clients/venueClientBase.ts'
import { type VenueActions, venueActions } from './venueActions.ts'

/** The holder's actions at a venue: each request is held to the grant. None of them makes, rotates or ends keys. */
export type HolderVenueActions = VenueActions & {
  /** @see {@link checkVenueRequest} */
  checkRequest: (parameters: CheckVenueRequestParameters) => Promise<CheckVenueRequestReturnType>
}

/** Binds them to a client. */
export function holderVenueActions(client: HolderVenueClientBase): HolderVenueActions {
  return {
    ...venueActions(client),
    checkRequest: (parameters) => checkVenueRequest(client, parameters),
  }
}

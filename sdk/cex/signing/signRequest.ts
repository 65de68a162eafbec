import type { SigningMoment } from '../moment.ts'
import type { SignedRequest, VenueRequest } from '../request.ts'
import type { Venue } from '../venue.ts'
import { checkMoment } from './checkMoment.ts'
import { checkRequest } from './checkRequest.ts'
import type { Prepared } from './prepared.ts'
import type { LocalVenueSigner, VenueKey } from './venueSigner.ts'

/** The part of a venue that signing needs. */
export type SigningVenue = Pick<Venue, 'signing'>

/**
 * A request with everything in place but the signature, for keys that are elsewhere.
 * @throws VenueRequestInvalidError, ParameterReservedError, SigningInputMissingError.
 */
export function prepareRequest(
  venue: SigningVenue,
  key: VenueKey,
  request: VenueRequest,
  moment: SigningMoment,
): Prepared<SignedRequest> {
  checkRequest(request)
  checkMoment(venue.signing.needs, moment)
  return venue.signing.prepareRequest(request, key, moment)
}

/**
 * Signs a request as the venue wants it. Pure: no clock, no random source, no network. It judges nothing: a venue client checks the
 * grant first.
 * @throws VenueRequestInvalidError, ParameterReservedError, SigningInputMissingError.
 */
export function signRequest(
  venue: SigningVenue,
  signer: LocalVenueSigner,
  request: VenueRequest,
  moment: SigningMoment,
): SignedRequest {
  const prepared = prepareRequest(venue, signer, request, moment)
  return prepared.finish(signer.sign(prepared.prehash))
}

import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import type { SigningMoment } from '../../moment.ts'
import type { SignedRequest, VenueRequest } from '../../request.ts'
import { prepareRequest } from '../../signing/signRequest.ts'

/** Signs a request that was authorized before. */
export async function signNow(
  { venue, signer }: VenueClientBase,
  request: VenueRequest,
  moment: SigningMoment,
): Promise<SignedRequest> {
  const prepared = prepareRequest(venue, signer, request, moment)
  return prepared.finish(await signer.sign(prepared.prehash))
}

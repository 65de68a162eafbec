import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import { checkVenueWindow } from '../../grant/judgeRequest.ts'
import type { SignedRequest, VenueRequest } from '../../request.ts'
import { freshMoment } from '../../signing/freshMoment.ts'
import { prepareRequest } from '../../signing/signRequest.ts'
import { checkClientKey } from './authorize.ts'

/**
 * Signs a request that was authorized before. Asking for prices and waiting for a turn take time: the grant and the key have to be
 * current still.
 * @throws GrantExpiredError, VenueKeyWindowError, and what signing throws.
 */
export async function signNow(
  client: VenueClientBase,
  request: VenueRequest,
  nonce: bigint | undefined,
): Promise<SignedRequest> {
  const { venue, signer, clock, authority, recvWindowMs } = client
  const clockMs = clock.nowMs()
  if (authority) checkVenueWindow(authority.grant, clockMs)
  checkClientKey(client, clockMs)
  const moment = freshMoment(venue.signing.needs, { clockMs, nonce, recvWindowMs })
  const prepared = prepareRequest(venue, signer, request, moment)
  return prepared.finish(await signer.sign(prepared.prehash))
}

import type { BaseError } from '../../errors/base.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import { copyRequest } from '../grant/copyRequest.ts'
import { requireCover } from '../grant/requireCover.ts'
import type { SignedRequest, VenueRequest } from '../request.ts'
import { authorize } from './internal/authorize.ts'
import { signNow } from './internal/signNow.ts'
import { nextNonceOf } from './internal/withNonce.ts'

export type SignVenueRequestParameters = { request: VenueRequest }

/** The request with its signature. Keep it out of logs: whoever has it can send it, once, for a short time. */
export type SignVenueRequestReturnType = SignedRequest

export type SignVenueRequestErrorType = BaseError

/**
 * Signs a request for somebody else to send. Under a grant only where the venue's signature binds the whole request: elsewhere it would fit
 * others, see `SignatureCover`. What it draws on limits counts from here on, sent or not; a limit on open orders or on a
 * position counts it for 90 seconds beside what the venue reports.
 * @throws SignatureLooseError, what `authorizeRequest` throws, VenueKeyWindowError, ClockSkewError, and what signing throws.
 */
export async function signVenueRequest(
  client: VenueClientBase,
  parameters: SignVenueRequestParameters,
): Promise<SignVenueRequestReturnType> {
  if (client.authority !== undefined) requireCover(client.venue)
  const request = copyRequest(parameters.request)
  await client.clock.ready()
  const nowMs = client.clock.nowMs()
  const { release } = await authorize(client, request, nowMs)
  try {
    const nonce = await nextNonceOf(client, nowMs)
    return await signNow(client, request, nonce)
  } catch (error) {
    await release()
    throw error
  }
}

import type { BaseError } from '../../errors/base.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import type { Json } from '../json.ts'
import { copyRequest } from '../grant/copyRequest.ts'
import type { VenueRequest } from '../request.ts'
import { authorize } from './internal/authorize.ts'
import { send } from './internal/send.ts'
import { signNow } from './internal/signNow.ts'
import { inNonceOrder } from './internal/withNonce.ts'

export type SendVenueRequestParameters = { request: VenueRequest }

export type SendVenueRequestReturnType = {
  /** Of HTTP, 200 to 299. */
  readonly status: number
  /** What the venue says. Whole numbers that a double cannot hold are text. */
  readonly answer: Json
}

export type SendVenueRequestErrorType = BaseError

/**
 * Holds a request to the grant, signs and sends it, once: nothing is sent again by itself, and no redirect followed.
 * @throws what `authorizeRequest` throws, VenueKeyWindowError, ClockSkewError, what signing throws; VenueUnreachableError when the request
 * provably never left, VenueRefusedError when the venue says no, VenueOutcomeUnknownError when nobody can say. But for the first of these
 * three, what was reserved stays reserved.
 */
export async function sendVenueRequest(
  client: VenueClientBase,
  parameters: SendVenueRequestParameters,
): Promise<SendVenueRequestReturnType> {
  const request = copyRequest(parameters.request)
  await client.clock.ready()
  const nowMs = client.clock.nowMs()
  const authorization = await authorize(client, request, nowMs)
  let isSent = false
  try {
    return await inNonceOrder(client, nowMs, async (nonce) => {
      const signed = await signNow(client, request, nonce)
      isSent = true
      return await send(client, signed, authorization)
    })
  } catch (error) {
    // from there on, sending knows what to give back
    if (!isSent) await authorization.release()
    throw error
  }
}

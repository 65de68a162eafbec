import type { BaseError } from '../../errors/base.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import { copyRequest } from '../grant/copyRequest.ts'
import type { Json } from '../json.ts'
import type { SignedRequest, VenueRequest } from '../request.ts'
import { type Authorization, authorize, precheck } from './internal/authorize.ts'
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
 * Holds a request to the grant, signs and sends it, once: nothing is sent again by itself, and no redirect followed. Where the venue wants
 * nonces in order it is held to the grant when its turn has come, however long that took.
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
  const askedMs = client.clock.nowMs()
  // what permissions refuse waits for no turn
  precheck(client, request, askedMs)
  return inNonceOrder(client, askedMs, async (nonce) => {
    const authorization = await authorize(client, request, client.clock.nowMs())
    return send(client, await signOrRelease(client, request, authorization, nonce), authorization)
  })
}

async function signOrRelease(
  client: VenueClientBase,
  request: VenueRequest,
  { release }: Authorization,
  nonce: bigint | undefined,
): Promise<SignedRequest> {
  try {
    return await signNow(client, request, nonce)
  } catch (error) {
    await release()
    throw error
  }
}

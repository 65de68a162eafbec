import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import { isRawJson } from '../../isRawJson.ts'
import type { Json } from '../../json.ts'
import type { Parameter, VenueRequest } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'
import { INSTRUCTIONS } from './instructions.ts'

/** The venue's own, in milliseconds. */
const WINDOW_MS = 5000

const RESERVED = new Set(['instruction', 'timestamp', 'window'])

/** Backpack: https://docs.backpack.exchange/#section/Authentication, #tag/Streams/Private. */
export const backpackSigning: VenueSigning = {
  schemes: { ed25519: { keyType: 'ed25519', encoding: 'base64' } },
  passphrase: 'none',
  needs: {},
  covers: COVERS_ALL,

  prepareRequest(request, key, { clockMs, recvWindowMs = WINDOW_MS }) {
    const { method } = request
    const what = signedOrders(request)
    const inQuery = method === 'GET'
    const query = inQuery ? queryText(request.params ?? []) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(clockMs)
    const window = String(recvWindowMs)
    return {
      prehash: `${what}timestamp=${timestamp}&window=${window}`,
      finish: (signature) => ({
        url: requestUrl(request, query),
        method,
        headers: withJsonType(
          {
            'X-API-Key': key.apiKey,
            'X-Signature': signature,
            'X-Timestamp': timestamp,
            'X-Window': window,
          },
          body,
        ),
        body,
      }),
    }
  },

  login: {
    prepare({ frame }, key, { clockMs, recvWindowMs = WINDOW_MS }) {
      // What is subscribed to is not signed: without topics the message shows who asks, for the caller to fill in.
      const topics = frame?.topics ?? []
      const timestamp = String(clockMs)
      const window = String(recvWindowMs)
      return {
        prehash: `instruction=subscribe&timestamp=${timestamp}&window=${window}`,
        finish: (signature) => ({
          message: {
            method: 'SUBSCRIBE',
            params: topics,
            signature: [key.apiKey, signature, timestamp, window],
          },
        }),
      }
    },
  },
}

/** The instruction with the parameters, once for each order of a list. */
function signedOrders(request: VenueRequest): string {
  const { method, params, bodyArray } = request
  const path = wholePath(request)
  const instruction = INSTRUCTIONS.get(`${method} ${path}`)
  if (instruction === undefined) {
    throw new VenueRequestInvalidError({ reason: 'the venue names no instruction for this method and path.' })
  }
  if (bodyArray === undefined) return signedOrder(instruction, params ?? [])
  if (instruction !== 'orderExecute' || path !== '/api/v1/orders' || bodyArray.length === 0) {
    throw new VenueRequestInvalidError({
      reason: 'the venue takes a list of orders only, and not an empty one.',
    })
  }
  return bodyArray.map((order) => signedOrder(instruction, members(order))).join('')
}

function signedOrder(instruction: string, params: readonly Parameter[]): string {
  refuseReserved(params, RESERVED)
  const text = queryText(sortParameters(params))
  return text === '' ? `instruction=${instruction}&` : `instruction=${instruction}&${text}&`
}

function members(order: Json): readonly Parameter[] {
  if (order === null || typeof order !== 'object' || Array.isArray(order) || isRawJson(order)) {
    throw new VenueRequestInvalidError({ reason: 'an order of the list is not an object.' })
  }
  return Object.entries(order)
}

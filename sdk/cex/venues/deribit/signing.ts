import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import type { VenueRequest } from '../../request.ts'
import { jsonObject } from '../../signing/jsonObject.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/**
 * Deribit: https://docs.deribit.com/articles/authentication, https://docs.deribit.com/articles/json-rpc-overview. A GET has its
 * parameters in the query, a POST in a request of JSON-RPC; the venue takes both for every method.
 */
export const deribitSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'text' },
  covers: COVERS_ALL,

  prepareRequest(request, key, moment) {
    const { method } = request
    const { clockMs } = moment
    const nonce = requireNonce(moment)
    if (method !== 'GET' && method !== 'POST') {
      throw new VenueRequestInvalidError({ reason: 'the venue takes GET and POST only.' })
    }
    const query = method === 'GET' ? queryText(refuseBodyArray(request)) : ''
    const body = method === 'POST' ? rpcBody(request, clockMs) : null
    const target = query === '' ? wholePath(request) : `${wholePath(request)}?${query}`
    return {
      prehash: `${clockMs}\n${nonce}\n${method}\n${target}\n${body ?? ''}\n`,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          Authorization: `deri-hmac-sha256 id=${key.apiKey},ts=${clockMs},sig=${signature},nonce=${nonce}`,
        }
        return { url: requestUrl(request, query), method, headers: withJsonType(headers, body), body }
      },
    }
  },

  login: {
    nonce: true,
    prepare(_login, key, moment) {
      const { clockMs } = moment
      const nonce = requireNonce(moment)
      return {
        prehash: `${clockMs}\n${nonce}\n`,
        finish: (signature) => ({
          message: {
            jsonrpc: '2.0',
            id: clockMs,
            method: 'public/auth',
            params: {
              grant_type: 'client_signature',
              client_id: key.apiKey,
              timestamp: clockMs,
              signature,
              nonce,
              data: '',
            },
          },
        }),
      }
    },
  },
}

/** The path says the method already; JSON-RPC wants it in the body too. */
function rpcBody(request: VenueRequest, id: number): string {
  const params = refuseBodyArray(request)
  const method = /(public|private)\/[^/]+$/.exec(request.path)?.[0]
  if (method === undefined) {
    throw new VenueRequestInvalidError({ reason: 'the path does not end with a method of the venue.' })
  }
  return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${jsonObject(params)}}`
}

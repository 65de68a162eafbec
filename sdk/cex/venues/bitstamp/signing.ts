import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { readBaseUrl, requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { requireUuid } from '../../signing/requireUuid.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

const FORM = 'application/x-www-form-urlencoded'

/** Bitstamp v2: https://www.bitstamp.net/api/#section/Authentication. A request without body must not have a content type. */
export const bitstampSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { uuid: true },
  // it is good for 150 seconds
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, moment) {
    const { method } = request
    const text = queryText(refuseBodyArray(request))
    const inQuery = sendsQuery(request)
    const query = inQuery ? text : ''
    const body = inQuery || text === '' ? null : text
    const nonce = requireUuid(moment)
    const timestamp = String(moment.clockMs)
    const auth = `BITSTAMP ${key.apiKey}`
    const target = `${readBaseUrl(request.baseUrl).host}${wholePath(request)}${query === '' ? '' : `?${query}`}`
    const type = body === null ? '' : FORM
    return {
      prehash: `${auth}${method}${target}${type}${nonce}${timestamp}v2${body ?? ''}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'X-Auth': auth,
          'X-Auth-Signature': signature,
          'X-Auth-Nonce': nonce,
          'X-Auth-Timestamp': timestamp,
          'X-Auth-Version': 'v2',
        }
        if (body !== null) headers['Content-Type'] = FORM
        return { url: requestUrl(request, query), method, headers, body }
      },
    }
  },

  login: {
    instead: 'Ask POST /api/v2/websockets_token/ for a token, and send it with each private subscription.',
  },
}

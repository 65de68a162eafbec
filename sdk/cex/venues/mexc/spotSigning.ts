import { addedRecvWindow } from '../../signing/addedRecvWindow.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

/** The venue's own, in milliseconds. */
const RECV_WINDOW_MS = 5000

/**
 * MEXC spot v3: https://mexcdevelop.github.io/apidocs/spot_v3_en/#signed. Everything is in the query, whatever the method. Requests
 * that change something are refused without the content type of JSON (700013), though they have no body.
 */
export const mexcSpotSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, path: false },

  prepareRequest(request, key, { clockMs, recvWindowMs }) {
    const { method } = request
    const params = refuseBodyArray(request)
    const added = addedRecvWindow(params, recvWindowMs, RECV_WINDOW_MS)
    const own = queryText(params)
    const window = added === undefined ? '' : `recvWindow=${added}&`
    const payload = `${own === '' ? '' : `${own}&`}${window}timestamp=${clockMs}`
    return {
      prehash: payload,
      finish: (signature) => ({
        url: requestUrl(request, `${payload}&signature=${signature}`),
        method,
        headers:
          method === 'GET'
            ? { 'X-MEXC-APIKEY': key.apiKey }
            : { 'X-MEXC-APIKEY': key.apiKey, 'Content-Type': 'application/json' },
        body: null,
      }),
    }
  },

  login: {
    instead: 'Ask POST /api/v3/userDataStream for a listen key, and put it into the URL of the socket.',
  },
}

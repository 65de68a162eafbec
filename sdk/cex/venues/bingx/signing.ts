import type { Parameter, VenueRequest } from '../../request.ts'
import { addedRecvWindow } from '../../signing/addedRecvWindow.ts'
import { jsonObject } from '../../signing/jsonObject.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

/** The endpoints whose POST takes JSON: those of sub-accounts, and transfers between accounts. */
const JSON_PATHS = /\/openApi\/(subAccount|account\/transfer)\//

/**
 * BingX: https://bingx-api.github.io/docs-v3/#/en/Quick%20Start/Signature%20Authentication. Signed as it is before it is encoded, with
 * the names in order; but for a few endpoints everything is in the query.
 */
export const bingxSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, path: false, exact: false },

  prepareRequest(request, key, { clockMs, recvWindowMs }) {
    const { method } = request
    const own = refuseBodyArray(request)
    const window = addedRecvWindow(own, recvWindowMs)
    const all: Parameter[] = [...own, ['timestamp', clockMs]]
    if (window !== undefined) all.push(['recvWindow', window])
    const params = sortParameters(all)
    const inBody = takesJson(request)
    return {
      prehash: rawQueryText(params),
      finish: (signature) =>
        inBody
          ? {
              url: requestUrl(request, ''),
              method,
              headers: { 'X-BX-APIKEY': key.apiKey, 'Content-Type': 'application/json' },
              body: jsonObject([...params, ['signature', signature]]),
            }
          : {
              url: requestUrl(request, `${queryText(params)}&signature=${signature}`),
              method,
              headers: { 'X-BX-APIKEY': key.apiKey },
              body: null,
            },
    }
  },

  login: {
    instead:
      'Ask POST /openApi/user/auth/userDataStream for a listen key, and put it into the URL of the socket.',
  },
}

function takesJson(request: VenueRequest): boolean {
  return request.method === 'POST' && JSON_PATHS.test(wholePath(request))
}

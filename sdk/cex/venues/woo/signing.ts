import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** WOO X v3: https://docs.woox.io/#authentication. The socket is the one of v1, whose URL ends with the application's id. */
export const wooSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  // for how long it is good is not documented
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, { clockMs }) {
    const { method } = request
    const params = refuseBodyArray(request)
    const inQuery = sendsQuery(request)
    const query = inQuery ? queryText(params) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(clockMs)
    const target = query === '' ? wholePath(request) : `${wholePath(request)}?${query}`
    return {
      prehash: timestamp + method + target + (body ?? ''),
      finish: (signature) => ({
        url: requestUrl(request, query),
        method,
        headers: withJsonType(
          { 'x-api-key': key.apiKey, 'x-api-timestamp': timestamp, 'x-api-signature': signature },
          body,
        ),
        body,
      }),
    }
  },

  login: {
    prepare(_login, key, { clockMs }) {
      const timestamp = String(clockMs)
      return {
        prehash: `|${timestamp}`,
        finish: (sign) => ({
          message: { event: 'auth', params: { apikey: key.apiKey, sign, timestamp } },
        }),
      }
    },
  },
}

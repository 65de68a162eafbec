import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sentPassphrase } from '../../signing/sentPassphrase.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** OKX v5: https://www.okx.com/docs-v5/en/#overview-rest-authentication, #websocket-api-login. */
export const okxSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' } },
  passphrase: 'plain',
  needs: {},
  covers: COVERS_ALL,

  prepareRequest(request, key, { clockMs }) {
    const { method, params } = request
    const inQuery = method === 'GET'
    const query = inQuery && params !== null ? queryText(params) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = new Date(clockMs).toISOString()
    const target = query === '' ? wholePath(request) : `${wholePath(request)}?${query}`
    return {
      prehash: timestamp + method + target + (body ?? ''),
      finish: (signature) => ({
        url: requestUrl(request, query),
        method,
        headers: withJsonType(
          {
            'OK-ACCESS-KEY': key.apiKey,
            'OK-ACCESS-SIGN': signature,
            'OK-ACCESS-TIMESTAMP': timestamp,
            'OK-ACCESS-PASSPHRASE': sentPassphrase(key),
          },
          body,
        ),
        body,
      }),
    }
  },

  login: {
    prepare(_login, key, { clockMs }) {
      const timestamp = String(Math.floor(clockMs / 1000))
      return {
        prehash: `${timestamp}GET/users/self/verify`,
        finish: (sign) => ({
          message: {
            op: 'login',
            args: [{ apiKey: key.apiKey, passphrase: sentPassphrase(key), timestamp, sign }],
          },
        }),
      }
    },
  },
}

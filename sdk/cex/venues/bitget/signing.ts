import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { sentPassphrase } from '../../signing/sentPassphrase.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/**
 * Bitget v2: https://www.bitget.com/api-doc/common/signature, https://www.bitget.com/api-doc/common/websocket-intro. What a query says
 * is signed, in the order of names, not how it is encoded.
 */
export const bitgetSigning: VenueSigning = {
  schemes: {
    hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' },
    rsa: { keyType: 'rsa', encoding: 'base64' },
  },
  passphrase: 'plain',
  needs: {},
  covers: { ...COVERS_ALL, exact: false },

  prepareRequest(request, key, { clockMs }) {
    const { method, params } = request
    const inQuery = sendsQuery(request)
    const sorted = inQuery && params !== null ? sortParameters(params) : []
    const body = inQuery ? null : jsonBody(request)
    const raw = rawQueryText(sorted)
    const target = raw === '' ? wholePath(request) : `${wholePath(request)}?${raw}`
    return {
      prehash: `${clockMs}${method}${target}${body ?? ''}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'ACCESS-KEY': key.apiKey,
          'ACCESS-SIGN': signature,
          'ACCESS-TIMESTAMP': String(clockMs),
          'ACCESS-PASSPHRASE': sentPassphrase(key),
        }
        return {
          url: requestUrl(request, queryText(sorted)),
          method,
          headers: withJsonType(headers, body),
          body,
        }
      },
    }
  },

  login: {
    prepare(_login, key, { clockMs }) {
      const timestamp = String(Math.floor(clockMs / 1000))
      return {
        prehash: `${timestamp}GET/user/verify`,
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

import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** CoinEx v2: https://docs.coinex.com/api/v2/authorization. An HMAC, as the documents say. */
export const coinexSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, exact: false },

  prepareRequest(request, key, { clockMs, recvWindowMs }) {
    const { method } = request
    const params = refuseBodyArray(request)
    const inQuery = sendsQuery(request)
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(clockMs)
    const raw = inQuery ? rawQueryText(params) : ''
    const target = raw === '' ? wholePath(request) : `${wholePath(request)}?${raw}`
    return {
      prehash: method + target + (body ?? '') + timestamp,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'X-COINEX-KEY': key.apiKey,
          'X-COINEX-SIGN': signature,
          'X-COINEX-TIMESTAMP': timestamp,
        }
        if (recvWindowMs !== undefined) headers['X-COINEX-WINDOWTIME'] = String(recvWindowMs)
        return {
          url: requestUrl(request, inQuery ? queryText(params) : ''),
          method,
          headers: withJsonType(headers, body),
          body,
        }
      },
    }
  },

  login: {
    prepare(_login, key, { clockMs }) {
      return {
        prehash: String(clockMs),
        finish: (signature) => ({
          message: {
            id: clockMs,
            method: 'server.sign',
            params: { access_id: key.apiKey, signed_str: signature, timestamp: clockMs },
          },
        }),
      }
    },
  },
}

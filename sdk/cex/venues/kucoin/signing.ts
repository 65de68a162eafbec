import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { sentPassphrase } from '../../signing/sentPassphrase.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The one that signs the passphrase, which keys of today have. */
const KEY_VERSION = '2'

/** The cancellation that reads a DELETE's body. */
const DELETE_WITH_BODY = /\/orders\/multi-cancel$/

/**
 * KuCoin spot and futures: https://www.kucoin.com/docs-new/authentication. What a query says is signed, not how it is encoded.
 */
export const kucoinSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' } },
  passphrase: 'signed',
  needs: {},
  covers: { ...COVERS_ALL, exact: false },

  prepareRequest(request, key, { clockMs }) {
    const { method, params, path } = request
    const inQuery = sendsQuery(request) && !(method === 'DELETE' && DELETE_WITH_BODY.test(path))
    const business = inQuery && params !== null ? repeatLists(params) : []
    const body = inQuery ? null : jsonBody(request)
    const raw = rawQueryText(business)
    const target = raw === '' ? wholePath(request) : `${wholePath(request)}?${raw}`
    return {
      prehash: `${clockMs}${method}${target}${body ?? ''}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'KC-API-KEY': key.apiKey,
          'KC-API-SIGN': signature,
          'KC-API-TIMESTAMP': String(clockMs),
          'KC-API-PASSPHRASE': sentPassphrase(key),
          'KC-API-KEY-VERSION': KEY_VERSION,
        }
        return {
          url: requestUrl(request, queryText(business)),
          method,
          headers: withJsonType(headers, body),
          body,
        }
      },
    }
  },

  login: { instead: 'Ask for a token with POST /api/v1/bullet-private, and connect with it.' },
}

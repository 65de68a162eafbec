import type { Json } from '../../json.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { sentPassphrase } from '../../signing/sentPassphrase.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The account's own orders: what is subscribed to when nothing else is asked for. */
const CHANNEL = 'user'

/**
 * Coinbase Exchange: https://docs.cdp.coinbase.com/exchange/rest-api/authentication,
 * https://docs.cdp.coinbase.com/exchange/websocket-feed/authentication.
 */
export const coinbaseExchangeSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'base64', encoding: 'base64' } },
  passphrase: 'plain',
  needs: {},
  covers: COVERS_ALL,

  prepareRequest(request, key, { clockMs }) {
    const { method, params } = request
    const inQuery = sendsQuery(request)
    const query = inQuery && params !== null ? queryText(repeatLists(params)) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(Math.floor(clockMs / 1000))
    const target = query === '' ? wholePath(request) : `${wholePath(request)}?${query}`
    return {
      prehash: timestamp + method + target + (body ?? ''),
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'CB-ACCESS-KEY': key.apiKey,
          'CB-ACCESS-SIGN': signature,
          'CB-ACCESS-TIMESTAMP': timestamp,
          'CB-ACCESS-PASSPHRASE': sentPassphrase(key),
        }
        return { url: requestUrl(request, query), method, headers: withJsonType(headers, body), body }
      },
    }
  },

  login: {
    onlyReads: true,
    prepare({ frame = {} }, key, { clockMs }) {
      const timestamp = String(Math.floor(clockMs / 1000))
      return {
        prehash: `${timestamp}GET/users/self/verify`,
        finish: (signature) => {
          const message: { [name: string]: Json } = {
            type: 'subscribe',
            channels: [frame.channel ?? CHANNEL],
            signature,
            key: key.apiKey,
            passphrase: sentPassphrase(key),
            timestamp,
          }
          if (frame.topics) message['product_ids'] = frame.topics
          return { message }
        },
      }
    },
  },
}

import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { requestUrl } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The venue's own, in milliseconds. */
const RECV_WINDOW_MS = 5000

const LOGIN_LIFE_S = 10

/**
 * Bybit v5: https://bybit-exchange.github.io/docs/v5/guide#authentication, https://bybit-exchange.github.io/docs/v5/ws/connect. What a
 * query says is signed, not how it is encoded.
 */
export const bybitSigning: VenueSigning = {
  schemes: {
    hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' },
    rsa: { keyType: 'rsa', encoding: 'base64' },
  },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, path: false, exact: false },

  prepareRequest(request, key, { clockMs, recvWindowMs = RECV_WINDOW_MS }) {
    const { method, params } = request
    const inQuery = sendsQuery(request)
    const business = inQuery && params !== null ? params : []
    const body = inQuery ? null : jsonBody(request)
    return {
      prehash: `${clockMs}${key.apiKey}${recvWindowMs}${body ?? rawQueryText(business)}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'X-BAPI-API-KEY': key.apiKey,
          'X-BAPI-TIMESTAMP': String(clockMs),
          'X-BAPI-RECV-WINDOW': String(recvWindowMs),
          'X-BAPI-SIGN': signature,
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

  login: {
    prepare(_login, key, { clockMs, expiresAfterS = LOGIN_LIFE_S }) {
      const expires = clockMs + expiresAfterS * 1000
      return {
        prehash: `GET/realtime${expires}`,
        finish: (signature) => ({ message: { op: 'auth', args: [key.apiKey, expires, signature] } }),
      }
    },
  },
}

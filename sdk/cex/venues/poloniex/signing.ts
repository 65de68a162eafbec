import type { Parameter } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

const RESERVED = new Set(['signTimestamp'])

/** Poloniex spot and futures v3: https://api-docs.poloniex.com/spot/api/#authentication, /spot/websocket/#authentication. */
export const poloniexSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' } },
  passphrase: 'none',
  needs: {},
  // how long it is good is said in a header that is not signed
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, { clockMs, recvWindowMs }) {
    const { method } = request
    const params = request.params ?? []
    refuseReserved(params, RESERVED)
    const inQuery = method === 'GET'
    const body = inQuery ? null : jsonBody(request)
    const signTimestamp = String(clockMs)
    const time: Parameter = ['signTimestamp', signTimestamp]
    const signed = inQuery
      ? queryText(sortParameters([...params, time]))
      : `${body === null ? '' : `requestBody=${body}&`}signTimestamp=${signTimestamp}`
    return {
      prehash: `${method}\n${wholePath(request)}\n${signed}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = { key: key.apiKey, signTimestamp, signature }
        if (recvWindowMs !== undefined) headers['recvWindow'] = String(recvWindowMs)
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
      const signTimestamp = String(clockMs)
      return {
        prehash: `GET\n/ws\nsignTimestamp=${signTimestamp}`,
        finish: (signature) => ({
          message: {
            event: 'subscribe',
            channel: ['auth'],
            params: {
              key: key.apiKey,
              signTimestamp,
              signatureMethod: 'HmacSHA256',
              signatureVersion: '2',
              signature,
            },
          },
        }),
      }
    },
  },
}

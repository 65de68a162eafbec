import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** Bitvavo v2: https://docs.bitvavo.com/docs/authentication, https://docs.bitvavo.com/docs/authentication-ws. */
export const bitvavoSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: COVERS_ALL,

  prepareRequest(request, key, { clockMs, recvWindowMs }) {
    const { method } = request
    const params = refuseBodyArray(request)
    const inQuery = sendsQuery(request)
    const query = inQuery ? queryText(params) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(clockMs)
    const target = query === '' ? wholePath(request) : `${wholePath(request)}?${query}`
    return {
      prehash: timestamp + method + target + (body ?? ''),
      finish: (signature) => {
        const headers: { [name: string]: string } = {
          'Bitvavo-Access-Key': key.apiKey,
          'Bitvavo-Access-Signature': signature,
          'Bitvavo-Access-Timestamp': timestamp,
        }
        if (recvWindowMs !== undefined) headers['Bitvavo-Access-Window'] = String(recvWindowMs)
        return { url: requestUrl(request, query), method, headers: withJsonType(headers, body), body }
      },
    }
  },

  login: {
    prepare(_login, key, { clockMs, recvWindowMs }) {
      const window = recvWindowMs === undefined ? {} : { window: recvWindowMs }
      return {
        prehash: `${clockMs}GET/v2/websocket`,
        finish: (signature) => ({
          message: { action: 'authenticate', key: key.apiKey, signature, timestamp: clockMs, ...window },
        }),
      }
    },
  },
}

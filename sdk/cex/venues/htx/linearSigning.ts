import type { Parameter } from '../../request.ts'
import { queryText } from '../../signing/queryText.ts'
import { readBaseUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { htxTimestamp } from './htxTimestamp.ts'
import { prepareHtxRequest } from './prepareHtxRequest.ts'

/** HTX linear swaps: https://huobiapi.github.io/docs/usdt_swap/v1/en/#authentication, #websocket-subscription-authentication. */
export const htxLinearSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' } },
  passphrase: 'none',
  needs: {},
  // it is good for minutes
  covers: { ...COVERS_ALL, body: false, time: false },
  prepareRequest: prepareHtxRequest,

  login: {
    prepare(login, key, { clockMs }) {
      const signed: readonly Parameter[] = [
        ['AccessKeyId', key.apiKey],
        ['SignatureMethod', 'HmacSHA256'],
        ['SignatureVersion', '2'],
        ['Timestamp', htxTimestamp(clockMs)],
      ]
      return {
        prehash: `GET\n${readBaseUrl(login.baseUrl).host}\n${wholePath(login)}\n${queryText(signed)}`,
        finish: (signature) => ({
          message: { op: 'auth', type: 'api', ...Object.fromEntries(signed), Signature: signature },
        }),
      }
    },
  },
}

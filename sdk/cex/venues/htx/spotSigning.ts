import type { Parameter } from '../../request.ts'
import { queryText } from '../../signing/queryText.ts'
import { readBaseUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { htxTimestamp } from './htxTimestamp.ts'
import { prepareHtxRequest } from './prepareHtxRequest.ts'

/** HTX spot: https://huobiapi.github.io/docs/spot/v1/en/#authentication, #websocket-asset-and-order-v2. */
export const htxSpotSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64' } },
  passphrase: 'none',
  needs: {},
  // it is good for minutes
  covers: { ...COVERS_ALL, body: false, time: false },
  prepareRequest: prepareHtxRequest,

  login: {
    prepare(login, key, { clockMs }) {
      const timestamp = htxTimestamp(clockMs)
      const signed: readonly Parameter[] = [
        ['accessKey', key.apiKey],
        ['signatureMethod', 'HmacSHA256'],
        ['signatureVersion', '2.1'],
        ['timestamp', timestamp],
      ]
      return {
        prehash: `GET\n${readBaseUrl(login.baseUrl).host}\n${wholePath(login)}\n${queryText(signed)}`,
        finish: (signature) => ({
          message: {
            action: 'req',
            ch: 'auth',
            params: { authType: 'api', ...Object.fromEntries(signed), signature },
          },
        }),
      }
    },
  },
}

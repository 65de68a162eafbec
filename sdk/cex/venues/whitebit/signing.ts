import { jsonObject } from '../../signing/jsonObject.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseGet } from '../../signing/refuseGet.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

const RESERVED = new Set(['request', 'nonce', 'nonceWindow'])

/** WhiteBIT v4: https://docs.whitebit.com/private/http-auth/. The nonce must go up: `nonceWindow` would take any of the last seconds. */
export const whitebitSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha512', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'increasing' },
  // a nonce says no time
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, moment) {
    refuseGet(request)
    const params = refuseBodyArray(request)
    refuseReserved(params, RESERVED)
    const body = jsonObject([
      ['request', wholePath(request)],
      ['nonce', requireNonce(moment)],
      ['nonceWindow', false],
      ...params,
    ])
    const payload = Buffer.from(body, 'utf8').toString('base64')
    return {
      prehash: payload,
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method: request.method,
        headers: {
          'X-TXC-APIKEY': key.apiKey,
          'X-TXC-PAYLOAD': payload,
          'X-TXC-SIGNATURE': signature,
          'Content-Type': 'application/json',
        },
        body,
      }),
    }
  },

  login: {
    instead: 'Ask POST /api/v4/profile/websocket_token for a token, and send it with the method "authorize".',
  },
}

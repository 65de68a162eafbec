import { jsonBody } from '../../signing/jsonBody.ts'
import { refuseGet } from '../../signing/refuseGet.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

/**
 * Bitfinex v2: https://docs.bitfinex.com/docs/rest-auth, https://docs.bitfinex.com/docs/ws-auth. What is signed starts with `/api`,
 * which is no part of the URL.
 */
export const bitfinexSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha384', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'increasing' },
  // a nonce says no time
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, moment) {
    refuseGet(request)
    const nonce = requireNonce(moment)
    const body = jsonBody(request) ?? '{}'
    return {
      prehash: `/api${wholePath(request)}${nonce}${body}`,
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method: request.method,
        headers: {
          'bfx-nonce': nonce,
          'bfx-apikey': key.apiKey,
          'bfx-signature': signature,
          'Content-Type': 'application/json',
        },
        body,
      }),
    }
  },

  login: {
    nonce: true,
    prepare(_login, key, moment) {
      const authNonce = requireNonce(moment)
      const authPayload = `AUTH${authNonce}`
      return {
        prehash: authPayload,
        finish: (authSig) => ({
          message: { event: 'auth', apiKey: key.apiKey, authSig, authNonce, authPayload },
        }),
      }
    },
  },
}

import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { base64Json } from './base64Json.ts'

const RESERVED = new Set(['request', 'nonce'])

/** Gemini v1: https://docs.gemini.com/rest/authentication, https://docs.gemini.com/websocket. Parameters travel in a header. */
export const geminiSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha384', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'increasing' },
  // a nonce says no time
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, moment) {
    const params = refuseBodyArray(request)
    refuseReserved(params, RESERVED)
    const payload = base64Json([['request', wholePath(request)], ['nonce', requireNonce(moment)], ...params])
    return {
      prehash: payload,
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method: request.method,
        headers: {
          'X-GEMINI-APIKEY': key.apiKey,
          'X-GEMINI-PAYLOAD': payload,
          'X-GEMINI-SIGNATURE': signature,
          'Cache-Control': 'no-cache',
          'Content-Type': 'text/plain',
        },
        body: null,
      }),
    }
  },

  login: {
    nonce: true,
    prepare(login, key, moment) {
      const payload = base64Json([
        ['request', wholePath(login)],
        ['nonce', requireNonce(moment)],
      ])
      return {
        prehash: payload,
        finish: (signature) => ({
          headers: {
            'X-GEMINI-APIKEY': key.apiKey,
            'X-GEMINI-PAYLOAD': payload,
            'X-GEMINI-SIGNATURE': signature,
          },
        }),
      }
    },
  },
}

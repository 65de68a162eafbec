import { createHash } from 'node:crypto'
import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import type { Parameter } from '../../request.ts'
import { jsonObject } from '../../signing/jsonObject.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

const RESERVED = new Set(['nonce'])

/**
 * Kraken spot: https://docs.kraken.com/api/docs/guides/spot-rest-auth. The body is a form, as in the venue's examples, or JSON, which
 * it takes too, where a value has parts of its own.
 */
export const krakenSpotSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha512', secret: 'base64', encoding: 'base64' } },
  passphrase: 'none',
  needs: { nonce: 'increasing' },
  // a nonce says no time
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, key, moment) {
    const { method } = request
    const nonce = requireNonce(moment)
    if (method !== 'POST') {
      throw new VenueRequestInvalidError({ reason: 'the venue takes signed requests by POST only.' })
    }
    const params = refuseBodyArray(request)
    refuseReserved(params, RESERVED)
    const isJson = params.some(([, value]) => typeof value === 'object' && value !== null)
    const members: readonly Parameter[] = [['nonce', nonce], ...params]
    const body = isJson ? jsonObject(members) : queryText(members)
    const digest = createHash('sha256').update(nonce).update(body).digest()
    return {
      prehash: Buffer.concat([Buffer.from(wholePath(request), 'utf8'), digest]),
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method,
        headers: {
          'API-Key': key.apiKey,
          'API-Sign': signature,
          'Content-Type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
        },
        body,
      }),
    }
  },

  login: { instead: 'Ask for a token with POST /0/private/GetWebSocketsToken, and subscribe with it.' },
}

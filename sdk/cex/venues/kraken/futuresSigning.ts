import { createHash } from 'node:crypto'
import { SigningInputMissingError } from '../../../errors/venue.ts'
import type { Json } from '../../json.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

/** The account's own orders: what is subscribed to when nothing else is asked for. */
const FEED = 'open_orders'

/** No slash: a challenge that ended like a path would be signed as the request to that path. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,128}$/

/**
 * Kraken Futures: https://docs.kraken.com/api/docs/guides/futures-rest, https://docs.kraken.com/api/docs/guides/futures-websockets.
 * Parameters are hashed as they are sent, as has been required since 2024-02-20; without a nonce, which the venue makes optional.
 */
export const krakenFuturesSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha512', secret: 'base64', encoding: 'base64' } },
  passphrase: 'none',
  needs: {},
  // nothing in it says a time
  covers: { ...COVERS_ALL, method: false, time: false },

  prepareRequest(request, key) {
    const { method } = request
    const data = queryText(repeatLists(refuseBodyArray(request)))
    const inBody = method === 'POST' && data !== ''
    const path = wholePath(request).replace(/^\/derivatives(?=\/)/, '')
    return {
      prehash: sha256(data + path),
      finish: (signature) => {
        const headers: { [name: string]: string } = { APIKey: key.apiKey, Authent: signature }
        if (inBody) headers['Content-Type'] = 'application/x-www-form-urlencoded'
        return { url: requestUrl(request, inBody ? '' : data), method, headers, body: inBody ? data : null }
      },
    }
  },

  login: {
    onlyReads: true,
    prepare({ challenge = '', frame = {} }, key) {
      if (!CHALLENGE.test(challenge)) {
        throw new SigningInputMissingError({
          input: 'a challenge',
          expected: 'what the venue answered, 1 to 128 letters, digits, "-" or "_"',
        })
      }
      return {
        prehash: sha256(challenge),
        finish: (signature) => {
          const message: { [name: string]: Json } = {
            event: 'subscribe',
            feed: frame.channel ?? FEED,
            api_key: key.apiKey,
            original_challenge: challenge,
            signed_challenge: signature,
          }
          if (frame.topics) message['product_ids'] = frame.topics
          return { message }
        },
      }
    },
  },
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

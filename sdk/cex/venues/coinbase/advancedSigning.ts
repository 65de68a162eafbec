import type { Json } from '../../json.ts'
import type { SigningMoment } from '../../moment.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { jwtInput } from '../../signing/jwtInput.ts'
import { queryText } from '../../signing/queryText.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { readBaseUrl, requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueKey } from '../../signing/venueSigner.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The longest that the venue takes a token for, and its own default. */
const TOKEN_LIFE_S = 120

/** The account's own orders: what is subscribed to when nothing else is asked for. */
const CHANNEL = 'user'

/**
 * Coinbase Advanced Trade: https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication for keys of
 * P-256, https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication for Ed25519. The token names method, host and
 * path; query and body are not signed.
 */
export const coinbaseAdvancedSigning: VenueSigning = {
  schemes: {
    es256: { keyType: 'es256', encoding: 'base64url' },
    ed25519: { keyType: 'ed25519', encoding: 'base64url' },
  },
  passphrase: 'none',
  needs: { randomHex: true },
  // its token is good for 120 seconds
  covers: { ...COVERS_ALL, query: false, body: false, time: false },

  prepareRequest(request, key, moment) {
    const { method, params, baseUrl } = request
    const inQuery = sendsQuery(request)
    const query = inQuery && params !== null ? queryText(repeatLists(params)) : ''
    const body = inQuery ? null : jsonBody(request)
    const uri = `${method} ${readBaseUrl(baseUrl).host}${wholePath(request)}`
    const unsigned = token(key, moment, key.keyType === 'ed25519' ? { uris: [uri] } : { uri })
    return {
      prehash: unsigned,
      finish: (signature) => {
        const headers: { [name: string]: string } = { Authorization: `Bearer ${unsigned}.${signature}` }
        return { url: requestUrl(request, query), method, headers: withJsonType(headers, body), body }
      },
    }
  },

  login: {
    onlyReads: true,
    prepare({ frame = {} }, key, moment) {
      const unsigned = token(key, moment, {})
      return {
        prehash: unsigned,
        finish: (signature) => {
          const message: { [name: string]: Json } = {
            type: 'subscribe',
            channel: frame.channel ?? CHANNEL,
            jwt: `${unsigned}.${signature}`,
          }
          if (frame.topics) message['product_ids'] = frame.topics
          return { message }
        },
      }
    },
  },
}

function token(
  key: VenueKey,
  { clockMs, randomHex = '', expiresAfterS = TOKEN_LIFE_S }: SigningMoment,
  target: { readonly [name: string]: Json },
): string {
  const now = Math.floor(clockMs / 1000)
  return jwtInput(
    {
      alg: key.keyType === 'ed25519' ? 'EdDSA' : 'ES256',
      kid: key.apiKey,
      nonce: randomHex,
      typ: 'JWT',
    },
    { iss: 'cdp', sub: key.apiKey, nbf: now, exp: now + expiresAfterS, ...target },
  )
}

import type { VenueRequest } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The venue's own, in seconds. */
const REQUEST_LIFE_S = 60
const LOGIN_LIFE_S = 120

/**
 * Phemex: https://phemex-docs.github.io/#rest-request-header, #user-authentication. The documents say that the secret is decoded from
 * base64url first, the clients that are in use take it as text: so does this.
 */
export const phemexSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, exact: false },

  prepareRequest(request, key, { clockMs, expiresAfterS = REQUEST_LIFE_S }) {
    const params = refuseBodyArray(request)
    const inBody = takesBody(request)
    const query = inBody ? '' : queryText(repeatLists(params))
    const body = inBody ? jsonBody(request) : null
    const expiry = String(Math.floor(clockMs / 1000) + expiresAfterS)
    return {
      prehash: wholePath(request) + query + expiry + (body ?? ''),
      finish: (signature) => ({
        url: requestUrl(request, query),
        method: request.method,
        headers: withJsonType(
          {
            'x-phemex-access-token': key.apiKey,
            'x-phemex-request-expiry': expiry,
            'x-phemex-request-signature': signature,
          },
          body,
        ),
        body,
      }),
    }
  },

  login: {
    prepare(_login, key, { clockMs, expiresAfterS = LOGIN_LIFE_S }) {
      const expiry = Math.floor(clockMs / 1000) + expiresAfterS
      return {
        prehash: key.apiKey + expiry,
        finish: (signature) => ({
          message: { method: 'user.auth', params: ['API', key.apiKey, signature, expiry], id: clockMs },
        }),
      }
    },
  },
}

/** Only POST has a body, but for the one that moves margin. */
function takesBody({ method, path }: VenueRequest): boolean {
  return (method === 'POST' || method === 'PATCH') && path !== '/positions/assign'
}

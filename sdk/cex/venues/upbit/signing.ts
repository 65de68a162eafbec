import { createHash } from 'node:crypto'
import type { SigningMoment } from '../../moment.ts'
import type { Parameter } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { repeatLists } from '../../signing/repeatLists.ts'
import { requestUrl } from '../../signing/requestTarget.ts'
import { requireUuid } from '../../signing/requireUuid.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueKey } from '../../signing/venueSigner.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** `{"alg":"HS256","typ":"JWT"}` in base64url. */
const HEADER = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'

/**
 * Upbit v1: https://global-docs.upbit.com/reference/auth. A token for each request, which holds a hash of the parameters as they are
 * before they are encoded, in the order sent.
 */
export const upbitSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'base64url' } },
  passphrase: 'none',
  needs: { uuid: true },
  // its token has no end
  covers: { ...COVERS_ALL, method: false, path: false, exact: false, time: false },

  prepareRequest(request, key, moment) {
    const { method } = request
    const params = refuseBodyArray(request)
    const inQuery = sendsQuery(request)
    const listed = bracketLists(params)
    const query = inQuery ? queryText(listed) : ''
    const body = inQuery ? null : jsonBody(request)
    const token = unsignedToken(key, moment, listed)
    return {
      prehash: token,
      finish: (signature) => ({
        url: requestUrl(request, query),
        method,
        headers: withJsonType({ Authorization: `Bearer ${token}.${signature}` }, body),
        body,
      }),
    }
  },

  login: {
    prepare(_login, key, moment) {
      const token = unsignedToken(key, moment, [])
      return {
        prehash: token,
        finish: (signature) => ({ headers: { Authorization: `Bearer ${token}.${signature}` } }),
      }
    },
  },
}

function unsignedToken(key: VenueKey, moment: SigningMoment, params: readonly Parameter[]): string {
  let claims = `{"access_key":${JSON.stringify(key.apiKey)},"nonce":"${requireUuid(moment)}"`
  if (params.length > 0) {
    const hash = createHash('sha512').update(rawQueryText(params)).digest('hex')
    claims += `,"query_hash":"${hash}","query_hash_alg":"SHA512"`
  }
  return `${HEADER}.${Buffer.from(`${claims}}`, 'utf8').toString('base64url')}`
}

/** A list is its name with brackets, once for each item. An empty one stays, so that the request does not become one about everything. */
function bracketLists(params: readonly Parameter[]): readonly Parameter[] {
  return repeatLists(
    params.map(([name, value]) =>
      Array.isArray(value) && !name.endsWith('[]') ? [`${name}[]`, value] : [name, value],
    ),
  )
}

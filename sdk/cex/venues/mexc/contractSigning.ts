import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** MEXC contracts v1: https://www.mexc.com/api-docs/futures/integration-guide. */
export const mexcContractSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, path: false },

  prepareRequest(request, key, { clockMs }) {
    const { method } = request
    const inQuery = method === 'GET' || method === 'DELETE'
    const query = inQuery ? queryText(sortParameters(refuseBodyArray(request))) : ''
    const body = inQuery ? null : jsonBody(request)
    const timestamp = String(clockMs)
    return {
      prehash: key.apiKey + timestamp + (body ?? query),
      finish: (signature) => ({
        url: requestUrl(request, query),
        method,
        headers: withJsonType({ ApiKey: key.apiKey, 'Request-Time': timestamp, Signature: signature }, body),
        body,
      }),
    }
  },

  login: {
    prepare(_login, key, { clockMs }) {
      const reqTime = String(clockMs)
      return {
        prehash: key.apiKey + reqTime,
        finish: (signature) => ({
          message: { method: 'login', param: { apiKey: key.apiKey, reqTime, signature } },
        }),
      }
    },
  },
}

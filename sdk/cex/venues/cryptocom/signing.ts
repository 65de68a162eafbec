import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import type { VenueRequest } from '../../request.ts'
import { jsonObject } from '../../signing/jsonObject.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseGet } from '../../signing/refuseGet.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { parameterText } from './parameterText.ts'

/**
 * Crypto.com Exchange v1: https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#digital-signature. The nonce is the
 * request's id too: the venue only gives it back. Both are sent as text, which keeps every digit.
 */
export const cryptocomSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'unique' },
  covers: { ...COVERS_ALL, exact: false },

  prepareRequest(request, key, moment) {
    refuseGet(request)
    const params = refuseBodyArray(request)
    const nonce = requireNonce(moment)
    const called = calledMethod(request)
    const members = jsonObject(params)
    let text = ''
    for (const [name, value] of sortParameters(params)) text += name + parameterText(value)
    return {
      prehash: called + nonce + key.apiKey + text + nonce,
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method: request.method,
        headers: { 'Content-Type': 'application/json' },
        body: `{"id":"${nonce}","method":"${called}","api_key":${JSON.stringify(key.apiKey)},"params":${members},"nonce":"${nonce}","sig":"${signature}"}`,
      }),
    }
  },

  login: {
    nonce: true,
    prepare(_login, key, moment) {
      const nonce = requireNonce(moment)
      return {
        prehash: `public/auth${nonce}${key.apiKey}${nonce}`,
        finish: (sig) => ({
          message: { id: nonce, method: 'public/auth', api_key: key.apiKey, sig, nonce },
        }),
      }
    },
  },
}

/** What is called is the end of the path; what comes before it names the version. */
function calledMethod(request: VenueRequest): string {
  const path = wholePath(request)
  const start = path.indexOf('/private/')
  if (start < 0)
    throw new VenueRequestInvalidError({ reason: 'path has no part that starts with /private/.' })
  return path.slice(start + 1)
}

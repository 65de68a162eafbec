import { createHmac } from 'node:crypto'
import type { Credentials, KeyType } from '../../../sdk/cex/credentials.ts'
import type { SignedLogin, VenueLogin } from '../../../sdk/cex/login.ts'
import type { SigningMoment } from '../../../sdk/cex/moment.ts'
import type { SignedRequest, VenueRequest } from '../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { signLogin } from '../../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../../sdk/cex/signing/signRequest.ts'
import type { VenueSigning } from '../../../sdk/cex/signing/venueSigning.ts'
import { Secret } from '../../../sdk/core/secret.ts'

/** 2023-11-14T22:13:20.123Z. */
export const CLOCK_MS = 1_700_000_000_123
export const UUID = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
export const API_KEY = 'key-of-tests'
const SECRET = 'secret-of-tests/not-base64'

/** What tests of one venue's adapter do again and again. */
export type SignAt = {
  rest(request: Partial<VenueRequest>, moment?: Partial<SigningMoment>): SignedRequest
  ws(login?: Partial<VenueLogin>, moment?: Partial<SigningMoment>): SignedLogin
}

/** Signs with a key of the venue at a fixed moment; what is given replaces what is usual. */
export function signAt(
  signing: VenueSigning,
  usual: {
    baseUrl: string
    ws?: string
    moment?: Partial<SigningMoment>
    credentials?: Partial<Credentials>
  },
): SignAt {
  const venue = { name: 'The venue', signing }
  const credentials = {
    keyType: 'hmac' as KeyType,
    apiKey: API_KEY,
    secret: new Secret(SECRET),
    ...usual.credentials,
  }
  const signer = () => localVenueSigner(venue, credentials)
  const at = (moment: Partial<SigningMoment>) => ({ clockMs: CLOCK_MS, ...usual.moment, ...moment })
  return {
    rest: (request, moment = {}) =>
      signRequest(
        venue,
        signer(),
        { method: 'GET', baseUrl: usual.baseUrl, path: '/', params: [], ...request },
        at(moment),
      ),
    ws: (login, moment = {}) =>
      signLogin(
        venue,
        signer(),
        { baseUrl: usual.ws ?? usual.baseUrl, path: '', params: [], ...login },
        at(moment),
      ),
  }
}

/** The HMAC of a text with the secret of the tests. */
export function hmac(hash: string, text: string, encoding: 'hex' | 'base64' | 'base64url' = 'hex'): string {
  return createHmac(hash, SECRET).update(text).digest(encoding)
}

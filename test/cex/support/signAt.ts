import { createHmac } from 'node:crypto'
import type { KeyType } from '../../../sdk/cex/credentials.ts'
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
export const PASSPHRASE = 'pass phrase'
/** In base64, for venues that hand it out so. */
export const BASE64_SECRET = Buffer.from('bytes of a secret, 0123456789').toString('base64')
const SECRET = 'secret-of-tests/not-base64'

/** What a venue hands out, as the text that it is. What is missing is that of a key for HMAC. */
type Key = { keyType?: KeyType; apiKey?: string; secret?: string; passphrase?: string }

/** What is usual in the tests of a venue. */
type Usual = Partial<VenueRequest> & {
  baseUrl: string
  ws?: string
  moment?: Partial<SigningMoment>
  key?: Key
  /** What messages call the venue. */
  name?: string
}

/** What tests of one venue's adapter do again and again. */
export type SignAt = {
  rest(request?: Partial<VenueRequest>, moment?: Partial<SigningMoment>): SignedRequest
  ws(login?: Partial<VenueLogin>, moment?: Partial<SigningMoment>): SignedLogin
  /** The same with another key. */
  as(key: Key): SignAt
}

/** Signs with a key of the venue at a fixed moment; what is given replaces what is usual. */
export function signAt(signing: VenueSigning, usual: Usual): SignAt {
  const { ws, moment: usualMoment, key = {}, name = 'The venue', ...usualRequest } = usual
  const venue = { name, signing }
  const { keyType = 'hmac', apiKey = API_KEY, secret = SECRET, passphrase } = key
  const credentials = {
    keyType,
    apiKey,
    secret: new Secret(secret),
    ...(passphrase !== undefined && { passphrase: new Secret(passphrase) }),
  }
  const signer = () => localVenueSigner(venue, credentials)
  const at = (moment: Partial<SigningMoment>) => ({ clockMs: CLOCK_MS, ...usualMoment, ...moment })
  return {
    rest: (request, moment = {}) =>
      signRequest(
        venue,
        signer(),
        { method: 'GET', path: '/', params: [], ...usualRequest, ...request },
        at(moment),
      ),
    ws: (login, moment = {}) =>
      signLogin(
        venue,
        signer(),
        { baseUrl: ws ?? usual.baseUrl, path: '', params: [], ...login },
        at(moment),
      ),
    as: (other) => signAt(signing, { ...usual, key: other }),
  }
}

/** The HMAC of a text with the secret of the tests, or another: what the venue itself would compute. */
export function hmac(
  hash: string,
  text: string | Buffer,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
  key: string | Buffer = SECRET,
): string {
  return createHmac(hash, key).update(text).digest(encoding)
}

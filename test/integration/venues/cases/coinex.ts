import { coinex } from '../../../../scripts/local/venues/coinex.ts'
import { hmac } from '../../../../scripts/local/venues/primitives.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** CoinEx. ccxt hashes text and secret together; what it sends is signed anew here, as the documents say. */
export const coinexCase: VenueCase = {
  venue: coinex,
  keys: localKeys('coinex-v2'),
  ccxt: {
    id: 'coinex',
    prepare: (exchange) => {
      const sign = exchange.sign.bind(exchange)
      exchange.sign = (...parameters: Parameters<typeof sign>) => {
        const signed = sign(...parameters)
        const { headers, method, url, body = '' } = signed as Signed
        if (headers?.['X-COINEX-SIGN'] === undefined) return signed
        const target = url.replace(/^https?:\/\/[^/]+/, '')
        const text = method + target + body + headers['X-COINEX-TIMESTAMP']
        return {
          ...signed,
          headers: { ...headers, 'X-COINEX-SIGN': hmac('sha256', exchange.secret, text, 'hex') },
        }
      }
    },
    login: (exchange) => callUntyped(exchange, 'authenticate', 'spot'),
    loginRefused: ['AuthenticationError', 'Signature incorrect'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'access_id'],
    'bad signature': ['AuthenticationError', 'Signature verification failed'],
    clock: ['ExchangeError', 'Expired request'],
    ip: ['PermissionDenied', 'IP address prohibited'],
    permission: ['PermissionDenied', 'API permission is not allowed'],
  },
  noSdk: 'none on npm',
}

type Signed = {
  readonly url: string
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

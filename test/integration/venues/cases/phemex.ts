import { phemex } from '../../../../scripts/local/venues/phemex.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** Phemex. */
export const phemexCase: VenueCase = {
  venue: phemex,
  keys: localKeys('phemex'),
  ccxt: {
    id: 'phemex',
    market: { id: 'sBTCUSDT', priceScale: 8, valueScale: 8, ratioScale: 8 },
    hasTime: false,
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'Signature verification failed'],
  },
  // An expiry ends a request; it does not say when it begins.
  skewsMs: [3_600_000],
  said: {
    'unknown key': ['AuthenticationError', 'Failed to find api-key'],
    'bad signature': ['AuthenticationError', 'API Signature verification failed'],
    clock: ['AuthenticationError', '401 Request expired'],
    ip: ['AuthenticationError', '401 Request IP mismatch'],
    permission: ['AuthenticationError', '401 Insufficient privilege'],
  },
  noSdk: 'phemex-api-node could not be had from npm',
}

import { woo } from '../../../../scripts/local/venues/woo.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** WOO. */
export const wooCase: VenueCase = {
  venue: woo,
  keys: localKeys('woo-v3'),
  ccxt: {
    id: 'woo',
    market: { id: 'SPOT_BTC_USDT' },
    credentials: (apiKey, secret) => ({ apiKey, secret, uid: 'application' }),
    hasTime: false,
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'Invalid signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', '-1002'],
    'bad signature': ['AuthenticationError', '-1001'],
    clock: ['BadRequest', '317179'],
    ip: ['AuthenticationError', '-1002'],
    permission: ['AuthenticationError', '-1002'],
  },
  noSdk:
    'safe-cex 2.2.1 places its orders by version 1, and brings more than forty packages; woo-api could not be had from npm',
}

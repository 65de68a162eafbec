import { poloniex } from '../../../../scripts/local/venues/poloniex.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** Poloniex. */
export const poloniexCase: VenueCase = {
  venue: poloniex,
  keys: localKeys('poloniex-v3'),
  ccxt: {
    id: 'poloniex',
    market: { id: 'BTC_USDT' },
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'Authentication failed!'],
  },
  said: {
    'unknown key': ['ExchangeError', 'Invalid key'],
    'bad signature': ['ExchangeError', 'Invalid signature'],
    clock: ['ExchangeError', 'Invalid timestamp'],
    ip: ['PermissionDenied', '403'],
    permission: ['PermissionDenied', '403'],
  },
  noSdk: 'poloniex-api-node 2.0.2 signs for /tradingApi, with SHA-512: that version is gone',
}

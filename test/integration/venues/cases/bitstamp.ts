import { bitstamp } from '../../../../scripts/local/venues/bitstamp.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** Bitstamp, which takes a nonce once. */
export const bitstampCase: VenueCase = {
  venue: bitstamp,
  keys: localKeys('bitstamp-v2'),
  ccxt: {
    id: 'bitstamp',
    market: { id: 'btcusdt' },
    hasTime: false,
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchOrders', 'BTC/USDT')),
    loginRefused: ['AuthenticationError', 'invalid signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'API0001'],
    'bad signature': ['AuthenticationError', 'invalid signature'],
    clock: ['ExchangeError', 'API0017'],
    replay: ['InvalidNonce', 'API0004'],
    ip: ['PermissionDenied', 'API0002'],
    permission: ['PermissionDenied', 'API0003'],
  },
  noSdk:
    'node-bitstamp 3.1.0 signs the old way, nonce, customer and key in the body, and rests on request, which is given up',
}

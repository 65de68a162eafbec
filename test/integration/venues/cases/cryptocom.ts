import { cryptocom } from '../../../../scripts/local/venues/cryptocom.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** Crypto.com. */
export const cryptocomCase: VenueCase = {
  venue: cryptocom,
  keys: localKeys('cryptocom-v1'),
  ccxt: {
    id: 'cryptocom',
    market: { id: 'BTC_USDT' },
    hasTime: false,
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', '40101'],
  },
  said: {
    'unknown key': ['AuthenticationError', '40101'],
    'bad signature': ['AuthenticationError', '40101'],
    clock: ['InvalidNonce', '40102'],
    ip: ['AuthenticationError', '40103'],
    permission: ['PermissionDenied', '10002'],
  },
  noSdk: 'crypto-com-node-api 1.0.5 opens a socket and signs nothing',
}

import { upbit } from '../../../../scripts/local/venues/upbit.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** Upbit, whose tokens have no time: a nonce is taken once. */
export const upbitCase: VenueCase = {
  venue: upbit,
  keys: localKeys('upbit-v1'),
  ccxt: {
    id: 'upbit',
    market: { id: 'USDT-BTC' },
    hasTime: false,
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchMyTrades')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'invalid_access_key'],
    'bad signature': ['AuthenticationError', 'jwt_verification'],
    replay: ['ExchangeError', 'nonce_used'],
    ip: ['ExchangeError', 'no_authorization_ip'],
    permission: ['PermissionDenied', 'out_of_scope'],
  },
  noSdk: 'the packages on npm cannot be pointed at another address',
}

import { whitebit } from '../../../../scripts/local/venues/whitebit.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** WhiteBIT, whose nonces count up. */
export const whitebitCase: VenueCase = {
  venue: whitebit,
  keys: localKeys('whitebit-v4'),
  ccxt: {
    id: 'whitebit',
    market: { id: 'BTC_USDT' },
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'Unauthorized request.'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Unauthorized request.'],
    'bad signature': ['AuthenticationError', 'Unauthorized request.'],
    replay: ['ExchangeError', 'Too many requests.'],
    ip: ['PermissionDenied', 'This action is unauthorized.'],
    permission: ['PermissionDenied', 'This API Key is not authorized'],
  },
  noSdk: 'none on npm',
}

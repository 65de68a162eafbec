import { deribitV2 } from '../../../../scripts/local/venues/deribit/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** Deribit v2. */
export const deribitCase: VenueCase = {
  venue: deribitV2,
  keys: localKeys('deribit-v2'),
  ccxt: {
    id: 'deribit',
    market: {
      id: 'BTC-PERPETUAL',
      symbol: 'BTC/USD:BTC',
      quote: 'USD',
      quoteId: 'USD',
      settle: 'BTC',
      settleId: 'BTC',
      type: 'swap',
      spot: false,
      swap: true,
      contract: true,
      linear: false,
      inverse: true,
      contractSize: 10,
    },
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['ExchangeError', '13009'],
  },
  said: {
    'unknown key': ['AuthenticationError', '13004'],
    'bad signature': ['AuthenticationError', '13009'],
    clock: ['AuthenticationError', '13009'],
    ip: ['AuthenticationError', '13004'],
    permission: ['PermissionDenied', '13021'],
    replay: ['AuthenticationError', '13009'],
  },
  noSdk: 'the client on npm is from before this signature',
}

import { deribitV2 } from '../../../../scripts/local/venues/deribit/index.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

/** Deribit v2. */
export const deribitCase: VenueCase = {
  venue: deribitV2,
  published: [
    {
      source: 'Deribit, public/auth with client_signature',
      apiKey: 'id',
      secret: 'ABCD',
      nowMs: 1_554_883_365_000,
      frame: {
        jsonrpc: '2.0',
        id: 1,
        method: 'public/auth',
        params: {
          grant_type: 'client_signature',
          client_id: 'id',
          timestamp: 1_554_883_365_000,
          nonce: 'fdbmmz79',
          data: '',
          signature: 'e20c9cd5639d41f8bbc88f4d699c4baf94a4f0ee320e9a116b72743c449eb994',
        },
      },
    },
  ],
  keys: localKeys('deribit-v2'),
  ccxt: {
    id: 'deribit',
    market: swapMarket('BTC/USD:BTC', 10, { id: 'BTC-PERPETUAL', quote: 'USD', quoteId: 'USD' }),
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
  noSdk: 'deribit-nodejs could not be had from npm',
}

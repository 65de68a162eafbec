import { RestClientV5 } from 'bybit-api'
import { bybitV5 } from '../../../../scripts/local/venues/bybit/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

const keys = localKeys('bybit-v5')

const client = (baseUrl: string, secret: string) =>
  new RestClientV5({ key: keys.trader.apiKey, secret, baseUrl })

/** Bybit v5. */
export const bybitCase: VenueCase = {
  venue: bybitV5,
  keys,
  ccxt: {
    id: 'bybit',
    options: { options: { enableUnifiedMargin: false, enableUnifiedAccount: true, unifiedMarginStatus: 6 } },
    query: (exchange, id, symbol) => callUntyped(exchange, 'fetchOpenOrder', id, symbol),
    login: (exchange) =>
      callUntyped(exchange, 'authenticate', String(exchange.urls['api']['ws'].private.spot.unified)),
    loginRefused: ['ExchangeError', 'error sign'],
  },
  said: {
    'unknown key': ['AuthenticationError', '10003'],
    'bad signature': ['AuthenticationError', '10004'],
    clock: ['InvalidNonce', '10002'],
    ip: ['PermissionDenied', '10010'],
    permission: ['PermissionDenied', '10005'],
  },
  sdk: {
    name: 'bybit-api',
    run: async ({ url }) => {
      const bybit = client(url, keys.trader.secret)
      await bybit.getWalletBalance({ accountType: 'UNIFIED' })
      const { result } = await bybit.submitOrder({
        category: 'spot',
        symbol: 'BTCUSDT',
        side: 'Buy',
        orderType: 'Limit',
        qty: '1',
        price: '20000',
      })
      await bybit.cancelOrder({ category: 'spot', symbol: 'BTCUSDT', orderId: result.orderId })
    },
    refused: ({ url }) => client(url, keys.reader.secret).getWalletBalance({ accountType: 'UNIFIED' }),
    says: '10004',
  },
}

import { numberAt } from '../../clock/numberAt.ts'
import { secondsToMs } from '../../clock/secondsToMs.ts'
import type { Venue } from '../../venue.ts'
import { coinbaseExchangeEndpoints } from './exchangeEndpoints.ts'
import { coinbaseExchangeSigning } from './exchangeSigning.ts'
import { coinbaseExchangeInspection } from './inspection.ts'
import { readCoinbaseExchangeOrders } from './readExchangeOrders.ts'

/** Coinbase Exchange. */
export const coinbaseExchange: Venue = {
  id: 'coinbase-exchange',
  name: 'Coinbase Exchange',
  hosts: {
    production: {
      rest: ['https://api.exchange.coinbase.com'],
      ws: ['wss://ws-feed.exchange.coinbase.com', 'wss://ws-direct.exchange.coinbase.com'],
    },
    testnet: {
      rest: ['https://api-public.sandbox.exchange.coinbase.com'],
      ws: ['wss://ws-feed-public.sandbox.exchange.coinbase.com'],
    },
  },
  signing: coinbaseExchangeSigning,
  serverTime: { path: '/time', read: (answer) => secondsToMs(numberAt(answer, 'epoch')) },
  endpoints: coinbaseExchangeEndpoints,
  inspection: coinbaseExchangeInspection,
  readOrders: readCoinbaseExchangeOrders,
}

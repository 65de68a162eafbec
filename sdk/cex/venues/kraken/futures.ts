import type { Venue } from '../../venue.ts'
import { krakenFuturesEndpoints } from './futuresEndpoints.ts'
import { krakenFuturesSigning } from './futuresSigning.ts'

/** Kraken Futures. */
export const krakenFutures: Venue = {
  id: 'kraken-futures',
  name: 'Kraken Futures',
  hosts: {
    production: { rest: ['https://futures.kraken.com'], ws: ['wss://futures.kraken.com/ws/v1'] },
    testnet: { rest: ['https://demo-futures.kraken.com'], ws: ['wss://demo-futures.kraken.com/ws/v1'] },
  },
  signing: krakenFuturesSigning,
  endpoints: krakenFuturesEndpoints,
  readOrders: () => undefined,
}

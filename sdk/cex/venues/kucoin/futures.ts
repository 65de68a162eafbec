import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { kucoinFuturesEndpoints } from './futuresEndpoints.ts'
import { kucoinSigning } from './signing.ts'

/** KuCoin Futures. */
export const kucoinFutures: Venue = {
  id: 'kucoin-futures',
  name: 'KuCoin Futures',
  hosts: {
    production: { rest: ['https://api-futures.kucoin.com'], ws: [] },
  },
  signing: kucoinSigning,
  serverTime: { path: '/api/v1/timestamp', read: (answer) => numberAt(answer, 'data') },
  endpoints: kucoinFuturesEndpoints,
  readOrders: () => undefined,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { kucoinSigning } from './signing.ts'
import { kucoinSpotEndpoints } from './spotEndpoints.ts'

/** KuCoin. */
export const kucoinSpot: Venue = {
  id: 'kucoin-spot',
  name: 'KuCoin',
  hosts: {
    production: { rest: ['https://api.kucoin.com'], ws: [] },
  },
  signing: kucoinSigning,
  serverTime: { path: '/api/v1/timestamp', read: (answer) => numberAt(answer, 'data') },
  endpoints: kucoinSpotEndpoints,
  readOrders: () => undefined,
}

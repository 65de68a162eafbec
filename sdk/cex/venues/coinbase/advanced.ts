import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { coinbaseAdvancedEndpoints } from './advancedEndpoints.ts'
import { coinbaseAdvancedSigning } from './advancedSigning.ts'

/** Coinbase Advanced. */
export const coinbaseAdvanced: Venue = {
  id: 'coinbase-advanced',
  name: 'Coinbase Advanced',
  hosts: {
    production: {
      rest: ['https://api.coinbase.com'],
      ws: ['wss://advanced-trade-ws-user.coinbase.com', 'wss://advanced-trade-ws.coinbase.com'],
    },
  },
  signing: coinbaseAdvancedSigning,
  serverTime: { path: '/api/v3/brokerage/time', read: (answer) => numberAt(answer, 'epochMillis') },
  endpoints: coinbaseAdvancedEndpoints,
  readOrders: () => undefined,
}

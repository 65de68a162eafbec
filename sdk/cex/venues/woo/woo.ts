import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { wooEndpoints } from './endpoints.ts'
import { readWooOrders } from './readOrders.ts'
import { wooSigning } from './signing.ts'

/** WOO X. */
export const woo: Venue = {
  id: 'woo-v3',
  name: 'WOO X',
  hosts: {
    production: { rest: ['https://api.woox.io'], ws: ['wss://wss.woox.io/v2/ws/private/stream'] },
    testnet: {
      rest: ['https://api.staging.woox.io'],
      ws: ['wss://wss.staging.woox.io/v2/ws/private/stream'],
    },
  },
  signing: wooSigning,
  serverTime: { path: '/v3/public/systemInfo', read: (answer) => numberAt(answer, 'timestamp') },
  endpoints: wooEndpoints,
  readOrders: readWooOrders,
}

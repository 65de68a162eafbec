import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { poloniexEndpoints } from './endpoints.ts'
import { poloniexInspection } from './inspection.ts'
import { readPoloniexOrders } from './readOrders.ts'
import { poloniexSigning } from './signing.ts'

/** Poloniex spot and futures v3. */
export const poloniex: Venue = {
  id: 'poloniex-v3',
  name: 'Poloniex',
  hosts: {
    production: {
      rest: ['https://api.poloniex.com'],
      ws: ['wss://ws.poloniex.com/ws/private', 'wss://ws.poloniex.com/ws/v3/private'],
    },
  },
  signing: poloniexSigning,
  serverTime: { path: '/timestamp', read: (answer) => numberAt(answer, 'serverTime') },
  endpoints: poloniexEndpoints,
  inspection: poloniexInspection,
  readOrders: readPoloniexOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'message', done: ['200'] }),
}

import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { coinexEndpoints } from './endpoints.ts'
import { coinexInspection } from './inspection.ts'
import { readCoinexOrders } from './readOrders.ts'
import { coinexSigning } from './signing.ts'

/** CoinEx. */
export const coinex: Venue = {
  id: 'coinex-v2',
  name: 'CoinEx',
  hosts: {
    production: {
      rest: ['https://api.coinex.com'],
      ws: ['wss://socket.coinex.com/v2/spot/', 'wss://socket.coinex.com/v2/futures/'],
    },
  },
  signing: coinexSigning,
  serverTime: { path: '/v2/time', read: (answer) => numberAt(answer, 'data', 'timestamp') },
  endpoints: coinexEndpoints,
  inspection: coinexInspection,
  readOrders: readCoinexOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'message', done: ['0'] }),
}

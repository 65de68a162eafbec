import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { mexcSpotInspection } from './inspection.ts'
import { readMexcSpotOrders } from './readSpotOrders.ts'
import { mexcSpotEndpoints } from './spotEndpoints.ts'
import { mexcSpotSigning } from './spotSigning.ts'

/** MEXC spot. */
export const mexcSpot: Venue = {
  id: 'mexc-spot',
  name: 'MEXC',
  hosts: {
    production: { rest: ['https://api.mexc.com'], ws: [] },
  },
  signing: mexcSpotSigning,
  serverTime: { path: '/api/v3/time', read: (answer) => numberAt(answer, 'serverTime') },
  endpoints: mexcSpotEndpoints,
  inspection: mexcSpotInspection,
  readOrders: readMexcSpotOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'msg', done: ['0', '200'] }),
}

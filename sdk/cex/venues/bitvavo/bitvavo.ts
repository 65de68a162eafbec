import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { bitvavoEndpoints } from './endpoints.ts'
import { bitvavoInspection } from './inspection.ts'
import { readBitvavoOrders } from './readOrders.ts'
import { bitvavoSigning } from './signing.ts'

/** Bitvavo. */
export const bitvavo: Venue = {
  id: 'bitvavo-v2',
  name: 'Bitvavo',
  hosts: {
    production: { rest: ['https://api.bitvavo.com'], ws: ['wss://ws.bitvavo.com/v2'] },
  },
  signing: bitvavoSigning,
  serverTime: { path: '/v2/time', read: (answer) => numberAt(answer, 'time') },
  endpoints: bitvavoEndpoints,
  inspection: bitvavoInspection,
  readOrders: readBitvavoOrders,
}

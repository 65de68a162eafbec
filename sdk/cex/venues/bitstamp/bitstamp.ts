import type { Venue } from '../../venue.ts'
import { bitstampEndpoints } from './endpoints.ts'
import { readBitstampOrders } from './readOrders.ts'
import { bitstampSigning } from './signing.ts'

/** Bitstamp. */
export const bitstamp: Venue = {
  id: 'bitstamp-v2',
  name: 'Bitstamp',
  hosts: {
    production: { rest: ['https://www.bitstamp.net'], ws: [] },
  },
  signing: bitstampSigning,
  endpoints: bitstampEndpoints,
  readOrders: readBitstampOrders,
}

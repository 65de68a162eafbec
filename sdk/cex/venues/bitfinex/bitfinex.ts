import type { Venue } from '../../venue.ts'
import { bitfinexEndpoints } from './endpoints.ts'
import { readBitfinexOrders } from './readOrders.ts'
import { bitfinexSigning } from './signing.ts'

/** Bitfinex. */
export const bitfinex: Venue = {
  id: 'bitfinex-v2',
  name: 'Bitfinex',
  hosts: {
    production: { rest: ['https://api.bitfinex.com'], ws: ['wss://api.bitfinex.com/ws/2'] },
  },
  signing: bitfinexSigning,
  endpoints: bitfinexEndpoints,
  readOrders: readBitfinexOrders,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { phemexEndpoints } from './endpoints.ts'
import { readPhemexOrders } from './readOrders.ts'
import { phemexSigning } from './signing.ts'

/** Phemex. */
export const phemex: Venue = {
  id: 'phemex',
  name: 'Phemex',
  hosts: {
    production: { rest: ['https://api.phemex.com', 'https://vapi.phemex.com'], ws: ['wss://ws.phemex.com'] },
    testnet: { rest: ['https://testnet-api.phemex.com'], ws: ['wss://testnet-api.phemex.com/ws'] },
  },
  signing: phemexSigning,
  serverTime: { path: '/public/time', read: (answer) => numberAt(answer, 'data', 'serverTime') },
  endpoints: phemexEndpoints,
  readOrders: readPhemexOrders,
}

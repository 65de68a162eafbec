import type { Venue } from '../../venue.ts'
import { upbitEndpoints } from './endpoints.ts'
import { upbitInspection } from './inspection.ts'
import { readUpbitOrders } from './readOrders.ts'
import { upbitSigning } from './signing.ts'

/** Upbit. */
export const upbit: Venue = {
  id: 'upbit-v1',
  name: 'Upbit',
  hosts: {
    production: {
      rest: [
        'https://api.upbit.com',
        'https://sg-api.upbit.com',
        'https://id-api.upbit.com',
        'https://th-api.upbit.com',
      ],
      ws: ['wss://api.upbit.com/websocket/v1/private'],
    },
  },
  signing: upbitSigning,
  endpoints: upbitEndpoints,
  inspection: upbitInspection,
  readOrders: readUpbitOrders,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { okxEndpoints } from './endpoints.ts'
import { okxSigning } from './signing.ts'

/** OKX. */
export const okx: Venue = {
  id: 'okx-v5',
  name: 'OKX',
  hosts: {
    production: {
      rest: ['https://www.okx.com'],
      ws: ['wss://ws.okx.com:8443/ws/v5/private', 'wss://ws.okx.com:8443/ws/v5/business'],
    },
  },
  signing: okxSigning,
  serverTime: { path: '/api/v5/public/time', read: (answer) => numberAt(answer, 'data', 0, 'ts') },
  endpoints: okxEndpoints,
  readOrders: () => undefined,
}

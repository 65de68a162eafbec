import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { htxRefusal } from './htxRefusal.ts'
import { htxInspection } from './inspection.ts'
import { htxLinearEndpoints } from './linearEndpoints.ts'
import { htxLinearSigning } from './linearSigning.ts'
import { readHtxLinearOrders } from './readLinearOrders.ts'

/** HTX linear swaps. */
export const htxLinear: Venue = {
  id: 'htx-linear',
  name: 'HTX linear swaps',
  hosts: {
    production: {
      rest: ['https://api.hbdm.com', 'https://api.hbdm.vn'],
      ws: [
        'wss://api.hbdm.com/linear-swap-notification',
        'wss://api.hbdm.vn/linear-swap-notification',
        'wss://api.hbdm.vn/ws/v5/notification',
      ],
    },
  },
  signing: htxLinearSigning,
  serverTime: { path: '/api/v1/timestamp', read: (answer) => numberAt(answer, 'ts') },
  endpoints: htxLinearEndpoints,
  inspection: htxInspection,
  readOrders: readHtxLinearOrders,
  refusalOf: htxRefusal,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { htxRefusal } from './htxRefusal.ts'
import { htxInspection } from './inspection.ts'
import { readHtxSpotOrders } from './readSpotOrders.ts'
import { htxSpotEndpoints } from './spotEndpoints.ts'
import { htxSpotSigning } from './spotSigning.ts'

/** HTX spot and margin. */
export const htxSpot: Venue = {
  id: 'htx-spot',
  name: 'HTX',
  hosts: {
    production: {
      rest: ['https://api.huobi.pro', 'https://api-aws.huobi.pro'],
      ws: ['wss://api.huobi.pro/ws/v2', 'wss://api-aws.huobi.pro/ws/v2'],
    },
  },
  signing: htxSpotSigning,
  serverTime: { path: '/v1/common/timestamp', read: (answer) => numberAt(answer, 'data') },
  endpoints: htxSpotEndpoints,
  inspection: htxInspection,
  readOrders: readHtxSpotOrders,
  refusalOf: htxRefusal,
}

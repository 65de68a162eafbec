import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { kucoinInspection } from './inspection.ts'
import { readKucoinSpotOrders } from './readSpotOrders.ts'
import { kucoinRotation } from './rotation.ts'
import { kucoinSigning } from './signing.ts'
import { kucoinSpotEndpoints } from './spotEndpoints.ts'

/** KuCoin. */
export const kucoinSpot: Venue = {
  id: 'kucoin-spot',
  name: 'KuCoin',
  hosts: {
    production: { rest: ['https://api.kucoin.com'], ws: [] },
  },
  signing: kucoinSigning,
  serverTime: { path: '/api/v1/timestamp', read: (answer) => numberAt(answer, 'data') },
  endpoints: kucoinSpotEndpoints,
  inspection: kucoinInspection,
  rotation: kucoinRotation,
  readOrders: readKucoinSpotOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'msg', done: ['200000'] }),
}

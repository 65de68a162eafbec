import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { kucoinFuturesEndpoints } from './futuresEndpoints.ts'
import { kucoinInspection } from './inspection.ts'
import { readKucoinFuturesOrders } from './readFuturesOrders.ts'
import { kucoinRotation } from './rotation.ts'
import { kucoinSigning } from './signing.ts'

/** KuCoin Futures. */
export const kucoinFutures: Venue = {
  id: 'kucoin-futures',
  name: 'KuCoin Futures',
  hosts: {
    production: { rest: ['https://api-futures.kucoin.com'], ws: [] },
  },
  signing: kucoinSigning,
  serverTime: { path: '/api/v1/timestamp', read: (answer) => numberAt(answer, 'data') },
  endpoints: kucoinFuturesEndpoints,
  inspection: kucoinInspection,
  rotation: kucoinRotation,
  readOrders: readKucoinFuturesOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'msg', done: ['200000', '200'] }),
}

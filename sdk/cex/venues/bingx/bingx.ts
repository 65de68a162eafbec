import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { bingxEndpoints } from './endpoints.ts'
import { bingxInspection } from './inspection.ts'
import { readBingxOrders } from './readOrders.ts'
import { bingxSigning } from './signing.ts'

/** BingX. */
export const bingx: Venue = {
  id: 'bingx',
  name: 'BingX',
  hosts: {
    production: { rest: ['https://open-api.bingx.com'], ws: [] },
    testnet: { rest: ['https://open-api-vst.bingx.com'], ws: [] },
  },
  signing: bingxSigning,
  serverTime: {
    path: '/openApi/swap/v2/server/time',
    read: (answer) => numberAt(answer, 'data', 'serverTime'),
  },
  endpoints: bingxEndpoints,
  inspection: bingxInspection,
  readOrders: readBingxOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'msg', done: ['0'] }),
}

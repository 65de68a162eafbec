import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { bitgetEndpoints } from './endpoints.ts'
import { bitgetInspection } from './inspection.ts'
import { readBitgetOrders } from './readOrders.ts'
import { bitgetRotation } from './rotation.ts'
import { bitgetSigning } from './signing.ts'

/** Bitget. */
export const bitget: Venue = {
  id: 'bitget-v2',
  name: 'Bitget',
  hosts: {
    production: { rest: ['https://api.bitget.com'], ws: ['wss://ws.bitget.com/v2/ws/private'] },
  },
  signing: bitgetSigning,
  serverTime: { path: '/api/v2/public/time', read: (answer) => numberAt(answer, 'data', 'serverTime') },
  endpoints: bitgetEndpoints,
  inspection: bitgetInspection,
  rotation: bitgetRotation,
  readOrders: readBitgetOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'msg', done: ['00000'] }),
}

import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { bybitEndpoints } from './endpoints.ts'
import { bybitInspection } from './inspection.ts'
import { readBybitOrders } from './readOrders.ts'
import { bybitRotation } from './rotation.ts'
import { bybitSigning } from './signing.ts'

/** Bybit. */
export const bybit: Venue = {
  id: 'bybit-v5',
  name: 'Bybit',
  hosts: {
    production: {
      rest: ['https://api.bybit.com'],
      ws: ['wss://stream.bybit.com/v5/private', 'wss://stream.bybit.com/v5/trade'],
    },
    testnet: {
      rest: ['https://api-testnet.bybit.com'],
      ws: ['wss://stream-testnet.bybit.com/v5/private', 'wss://stream-testnet.bybit.com/v5/trade'],
    },
  },
  signing: bybitSigning,
  serverTime: { path: '/v5/market/time', read: (answer) => numberAt(answer, 'time') },
  endpoints: bybitEndpoints,
  publicKeys: { rsa: 'pem' },
  inspection: bybitInspection,
  rotation: bybitRotation,
  readOrders: readBybitOrders,
  refusalOf: codeRefusal({ code: 'retCode', message: 'retMsg', done: ['0'] }),
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { deribitEndpoints } from './endpoints.ts'
import { deribitInspection } from './inspection.ts'
import { readDeribitOrders } from './readOrders.ts'
import { deribitRotation } from './rotation.ts'
import { deribitSigning } from './signing.ts'

/** Deribit. */
export const deribit: Venue = {
  id: 'deribit-v2',
  name: 'Deribit',
  hosts: {
    production: { rest: ['https://www.deribit.com'], ws: ['wss://www.deribit.com/ws/api/v2'] },
    testnet: { rest: ['https://test.deribit.com'], ws: ['wss://test.deribit.com/ws/api/v2'] },
  },
  signing: deribitSigning,
  serverTime: { path: '/api/v2/public/get_time', read: (answer) => numberAt(answer, 'result') },
  endpoints: deribitEndpoints,
  inspection: deribitInspection,
  rotation: deribitRotation,
  readOrders: readDeribitOrders,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { backpackEndpoints } from './endpoints.ts'
import { backpackInspection } from './inspection.ts'
import { readBackpackOrders } from './readOrders.ts'
import { backpackSigning } from './signing.ts'

/** Backpack. */
export const backpack: Venue = {
  id: 'backpack',
  name: 'Backpack',
  hosts: {
    production: { rest: ['https://api.backpack.exchange'], ws: ['wss://ws.backpack.exchange'] },
  },
  signing: backpackSigning,
  serverTime: { path: '/api/v1/time', read: (answer) => numberAt(answer) },
  endpoints: backpackEndpoints,
  publicKeys: { ed25519: 'base64' },
  inspection: backpackInspection,
  readOrders: readBackpackOrders,
}

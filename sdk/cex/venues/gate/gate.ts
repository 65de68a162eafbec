import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { gateEndpoints } from './endpoints.ts'
import { gateInspection } from './inspection.ts'
import { readGateOrders } from './readOrders.ts'
import { gateRotation } from './rotation.ts'
import { gateSigning } from './signing.ts'

/** Gate. */
export const gate: Venue = {
  id: 'gate-v4',
  name: 'Gate',
  hosts: {
    production: {
      rest: ['https://api.gateio.ws', 'https://fx-api.gateio.ws'],
      ws: [
        'wss://api.gateio.ws/ws/v4/',
        'wss://fx-ws.gateio.ws/v4/ws/usdt',
        'wss://fx-ws.gateio.ws/v4/ws/btc',
      ],
    },
    testnet: {
      rest: ['https://api-testnet.gateapi.io'],
      ws: ['wss://ws-testnet.gate.com/v4/ws/futures/usdt'],
    },
  },
  signing: gateSigning,
  serverTime: { path: '/api/v4/spot/time', read: (answer) => numberAt(answer, 'server_time') },
  endpoints: gateEndpoints,
  inspection: gateInspection,
  rotation: gateRotation,
  readOrders: readGateOrders,
}

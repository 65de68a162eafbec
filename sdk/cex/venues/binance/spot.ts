import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { binanceInspection } from './inspection.ts'
import { readBinanceSpotOrders } from './readSpotOrders.ts'
import { binanceRotation } from './rotation.ts'
import { binanceSigning } from './signing.ts'
import { binanceSpotEndpoints } from './spotEndpoints.ts'

/** Binance. */
export const binanceSpot: Venue = {
  id: 'binance-spot',
  name: 'Binance',
  hosts: {
    production: { rest: ['https://api.binance.com'], ws: ['wss://ws-api.binance.com:443/ws-api/v3'] },
    testnet: {
      rest: ['https://testnet.binance.vision'],
      ws: ['wss://ws-api.testnet.binance.vision/ws-api/v3'],
    },
  },
  signing: binanceSigning,
  serverTime: { path: '/api/v3/time', read: (answer) => numberAt(answer, 'serverTime') },
  endpoints: binanceSpotEndpoints,
  publicKeys: { ed25519: 'pem', rsa: 'pem' },
  inspection: binanceInspection,
  rotation: binanceRotation,
  readOrders: readBinanceSpotOrders,
}

import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { binanceInspection } from './inspection.ts'
import { readBinanceUsdmOrders } from './readUsdmOrders.ts'
import { binanceRotation } from './rotation.ts'
import { binanceSigning } from './signing.ts'
import { binanceUsdmEndpoints } from './usdmEndpoints.ts'

/** Binance USD-M futures. */
export const binanceUsdm: Venue = {
  id: 'binance-usdm',
  name: 'Binance USD-M futures',
  hosts: {
    production: { rest: ['https://fapi.binance.com'], ws: ['wss://ws-fapi.binance.com/ws-fapi/v1'] },
    testnet: {
      rest: ['https://testnet.binancefuture.com'],
      ws: ['wss://testnet.binancefuture.com/ws-fapi/v1'],
    },
  },
  signing: binanceSigning,
  serverTime: { path: '/fapi/v1/time', read: (answer) => numberAt(answer, 'serverTime') },
  endpoints: binanceUsdmEndpoints,
  publicKeys: { ed25519: 'pem', rsa: 'pem' },
  inspection: binanceInspection,
  rotation: binanceRotation,
  readOrders: readBinanceUsdmOrders,
}

import type { Venue } from '../../venue.ts'
import { hyperliquidEndpointOf } from './hyperliquidEndpointOf.ts'
import { hyperliquidEndpoints } from './endpoints.ts'
import { readHyperliquidOrders } from './readOrders.ts'
import { hyperliquidSigning } from './signing.ts'

/** Hyperliquid. */
export const hyperliquid: Venue = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  hosts: {
    production: { rest: ['https://api.hyperliquid.xyz'], ws: [] },
    testnet: { rest: ['https://api.hyperliquid-testnet.xyz'], ws: [] },
  },
  signing: hyperliquidSigning,
  endpoints: hyperliquidEndpoints,
  endpointOf: hyperliquidEndpointOf,
  readOrders: readHyperliquidOrders,
}

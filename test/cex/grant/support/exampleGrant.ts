import { expandVenueAccess } from '../../../../sdk/cex/grant/expandVenueAccess.ts'
import {
  defineVenueGrant,
  type DefineVenueGrantParameters,
} from '../../../../sdk/cex/grant/defineVenueGrant.ts'
import type { VenueGrant } from '../../../../sdk/core/grant.ts'
import type { VenueLimit } from '../../../../sdk/core/venueLimit.ts'
import type { VenueMarket } from '../../../../sdk/core/venueMarket.ts'
import type { VenuePermission } from '../../../../sdk/core/venuePermission.ts'
import { API_KEY, exampleVenue } from './exampleVenue.ts'

/** 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600
export const NOW_MS = NOW * 1000

export const BTC: VenueMarket = { symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', kind: 'spot' }
export const ETH: VenueMarket = { symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', kind: 'spot' }
export const LINEAR: VenueMarket = {
  ...{ symbol: 'BTC-PERP', base: 'BTC', quote: 'USDT', kind: 'linear', contractSize: '0.01' },
}
export const INVERSE: VenueMarket = {
  ...{ symbol: 'BTC-INVERSE', base: 'BTC', quote: 'USD', kind: 'inverse', contractSize: '10' },
}

/** Every order is called unlimited by name. */
export const UNLIMITED: VenueLimit = {
  ...{ kind: 'notionalPerOrder', asset: 'any', market: 'any', amount: 'unlimited' },
}

/** What definitions of the tests start from: read and trade BTCUSDT, nothing limited. */
export function parameters(change: Partial<DefineVenueGrantParameters> = {}): DefineVenueGrantParameters {
  return {
    venue: exampleVenue,
    network: { environment: 'production', allowedIps: ['203.0.113.7'] },
    permissions: expandVenueAccess({ accessLevel: 'trade', markets: [BTC] }),
    limits: [UNLIMITED],
    ...{ validAfter: NOW, validUntil: NOW + 86_399, keyLifetime: 86_400, sessionKey: API_KEY },
    salt: '0x000102030405060708090a0b0c0d0e0f',
    clock: { now: () => NOW },
    ...change,
  }
}

/** A grant for the tests. */
export function exampleGrant(change: Partial<DefineVenueGrantParameters> = {}): VenueGrant {
  return defineVenueGrant(parameters(change)).grant
}

/** A permission to trade, with some of it changed. */
export function trading(change: Partial<VenuePermission> = {}): VenuePermission {
  return {
    ...{ endpointClass: 'trade', endpoints: 'all', markets: [BTC], sides: ['buy', 'sell'] },
    ...{ orderTypes: ['limit', 'market'], cancel: 'any' },
    ...change,
  }
}

import { mexcContract } from '../../../../scripts/local/venues/mexc/contract.ts'
import { mexcSpot } from '../../../../scripts/local/venues/mexc/spot.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** MEXC spot. */
export const mexcSpotCase: VenueCase = {
  venue: mexcSpot,
  keys: localKeys('mexc-spot'),
  ccxt: {
    id: 'mexc',
    login: (exchange, running) =>
      loggedIn(running, () => callUntyped(exchange, 'watchSpotPrivate', 'spot@private.orders', 'orders')),
  },
  said: {
    'unknown key': ['BadRequest', '10072'],
    'bad signature': ['AuthenticationError', '700002'],
    clock: ['InvalidNonce', '700003'],
    ip: ['BadRequest', '700006'],
    permission: ['AuthenticationError', '700007'],
  },
  noSdk: "the venue's own package asks synchronously over a child process, and cannot be pointed elsewhere",
}

/** MEXC contracts. */
export const mexcContractCase: VenueCase = {
  venue: mexcContract,
  keys: localKeys('mexc-contract'),
  ccxt: {
    id: 'mexc',
    options: { options: { defaultType: 'swap' } },
    market: {
      id: 'BTC_USDT',
      symbol: 'BTC/USDT:USDT',
      type: 'swap',
      spot: false,
      swap: true,
      contract: true,
      linear: true,
      inverse: false,
      settle: 'USDT',
      settleId: 'USDT',
      contractSize: 0.0001,
    },
    login: (exchange, running) =>
      loggedIn(running, () => callUntyped(exchange, 'watchSwapPrivate', 'orders')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', '402'],
    'bad signature': ['AuthenticationError', '602'],
    clock: ['BadRequest', '513'],
    ip: ['PermissionDenied', '406'],
    permission: ['PermissionDenied', '704'],
  },
  noSdk: 'none on npm signs contracts',
}

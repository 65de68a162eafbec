import { mexcContract } from '../../../../scripts/local/venues/mexc/contract.ts'
import { mexcSpot } from '../../../../scripts/local/venues/mexc/spot.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** MEXC spot. */
export const mexcSpotCase: VenueCase = {
  venue: mexcSpot,
  // The documents print two signatures for one input: only this one is that of the key.
  published: [
    {
      source: 'MEXC Spot v3, "POST /api/v3/order", example 2',
      apiKey: 'mx0aBYs33eIilxBWC5',
      secret: '45d0b3c26f2644f19bfb98b07741b2f5',
      nowMs: 1_644_489_390_087,
      request: {
        method: 'POST',
        url:
          '/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000&timestamp=1644489390087' +
          '&signature=fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a',
        headers: { 'x-mexc-apikey': 'mx0aBYs33eIilxBWC5' },
      },
    },
  ],
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
    market: swapMarket('BTC/USDT:USDT', 0.0001, { id: 'BTC_USDT' }),
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

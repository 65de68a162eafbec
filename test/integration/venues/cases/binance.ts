import { MainClient, USDMClient } from 'binance'
import { binanceSpot, binanceUsdm } from '../../../../scripts/local/venues/binance/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, ignoreFutures, loggedIn } from '../support/watched.ts'

const spotKeys = localKeys('binance-spot')
const usdmKeys = localKeys('binance-usdm')

const INFO = { orderTypes: ['LIMIT', 'MARKET'] }

const said = {
  'unknown key': ['AuthenticationError', '-2015'],
  'bad signature': ['AuthenticationError', '-1022'],
  clock: ['InvalidNonce', '-1021'],
  ip: ['AuthenticationError', '-2015'],
  permission: ['AuthenticationError', '-2015'],
} as const satisfies VenueCase['said']

const spot = (baseUrl: string, api_secret: string) =>
  new MainClient({ api_key: spotKeys.trader.apiKey, api_secret, baseUrl })

/** Binance spot. */
export const binanceSpotCase: VenueCase = {
  venue: binanceSpot,
  keys: spotKeys,
  ccxt: {
    id: 'binance',
    options: { options: { defaultType: 'spot' } },
    market: { info: INFO },
    login: async (exchange) => {
      const pending = callUntyped(exchange, 'authenticate', { type: 'spot' })
      ignoreFutures(exchange)
      return await pending
    },
    loginRefused: ['AuthenticationError', '-1022'],
  },
  // ccxt takes this code for a ban if the same key has worked before.
  said: { ...said, permission: ['DDoSProtection', '-2015'] },
  sdk: {
    name: 'binance',
    run: async ({ url }) => {
      const binance = spot(url, spotKeys.trader.secret)
      await binance.getAccountInformation()
      const placed = await binance.submitNewOrder({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: 1,
        price: 20_000,
      })
      await binance.cancelOrder({ symbol: 'BTCUSDT', orderId: placed.orderId })
    },
    refused: ({ url }) => spot(url, spotKeys.reader.secret).getAccountInformation(),
    says: '-1022',
  },
}

const usdm = (baseUrl: string, api_secret: string) =>
  new USDMClient({ api_key: usdmKeys.trader.apiKey, api_secret, baseUrl })

/** Binance USD-M futures. */
export const binanceUsdmCase: VenueCase = {
  venue: binanceUsdm,
  keys: usdmKeys,
  ccxt: {
    id: 'binanceusdm',
    market: {
      symbol: 'BTC/USDT:USDT',
      settle: 'USDT',
      settleId: 'USDT',
      type: 'swap',
      spot: false,
      swap: true,
      contract: true,
      linear: true,
      inverse: false,
      contractSize: 1,
      info: INFO,
    },
    // The stream is opened with a listen key, which is given out for a key without a signature: there is nothing to refuse.
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchBalance')),
  },
  said,
  sdk: {
    name: 'binance',
    run: async ({ url }) => {
      const binance = usdm(url, usdmKeys.trader.secret)
      await binance.getBalanceV3()
      const placed = await binance.submitNewOrder({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: 1,
        price: 20_000,
      })
      await binance.cancelOrder({ symbol: 'BTCUSDT', orderId: placed.orderId })
    },
    refused: ({ url }) => usdm(url, usdmKeys.reader.secret).getBalanceV3(),
    says: '-1022',
  },
}

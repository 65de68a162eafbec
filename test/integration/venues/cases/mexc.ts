import { Contract, Spot } from 'mexc-api'
import { mexcContract } from '../../../../scripts/local/venues/mexc/contract.ts'
import { mexcSpot } from '../../../../scripts/local/venues/mexc/spot.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

const spotKeys = localKeys('mexc-spot')
const contractKeys = localKeys('mexc-contract')

const spot = (url: string, apiSecret: string) => {
  const client = new Spot({ apiKey: spotKeys.trader.apiKey, apiSecret })
  client.spotBaseUrlV3 = `${url}/api/v3/`
  return client
}

/** Its methods for contracts have a fixed address, and place orders at a path that is gone: what they sign with takes any. */
const contract = (url: string, apiSecret: string) => {
  const client = new Contract({ apiKey: contractKeys.trader.apiKey, apiSecret })
  return (method: 'GET' | 'POST', path: string, params: object = {}) =>
    client.signRequestV2(method, `${url}/api/v1/private/${path}`, params)
}

/** What the venue answered, without the request, which axios puts beside it. */
const answerOf = ({ response }: { response?: { data?: unknown } }) => response?.data

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
  keys: spotKeys,
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
  sdk: {
    name: 'mexc-api',
    run: async ({ url }) => {
      const mexc = spot(url, spotKeys.trader.secret)
      await mexc.accountInformation()
      const limit = { type: 'LIMIT', quantity: '1', price: '20000' }
      // its types ask for an amount in quote, which it leaves out when it is empty
      const order = { symbol: 'BTCUSDT', side: 'BUY', ...limit, quoteOrderQty: '' }
      const { orderId } = await mexc.order(order)
      await mexc.cancelOrder({ symbol: 'BTCUSDT', orderId })
    },
    refused: ({ url }) => spot(url, spotKeys.reader.secret).accountInformation().catch(answerOf),
    says: '700002',
  },
}

/** MEXC contracts. */
export const mexcContractCase: VenueCase = {
  venue: mexcContract,
  keys: contractKeys,
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
  sdk: {
    name: 'mexc-api',
    run: async ({ url }) => {
      const ask = contract(url, contractKeys.trader.secret)
      await ask('GET', 'account/assets')
      const order = { symbol: 'BTC_USDT', side: 1, type: 1, openType: 2, vol: 1, price: 20_000 }
      const { data } = await ask('POST', 'order/create', order)
      await ask('POST', 'order/cancel', [data.orderId])
    },
    refused: ({ url }) => contract(url, contractKeys.reader.secret)('GET', 'account/assets'),
    says: '602',
  },
}

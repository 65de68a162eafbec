import { MainClient, USDMClient } from 'binance'
import { binanceSpot, binanceUsdm } from '../../../../scripts/local/venues/binance/index.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { PublishedExample, VenueCase } from '../support/venueCase.ts'
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

// What both clients place.
const limitOrder = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: 1,
  price: 20_000,
} as const

// Of the documents of Binance, whose examples share one key.
const documented = {
  apiKey: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
  secret: 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
}

const order =
  'side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559'

const signedOrder = (symbol: string, signature: string, apiKey: string) => ({
  method: 'POST',
  url: '/api/v3/order',
  headers: { 'x-mbx-apikey': apiKey },
  body: `symbol=${symbol}&${order}&signature=${signature}`,
})

const spotPublished: readonly PublishedExample[] = [
  {
    ...documented,
    source: 'binance-spot-api-docs, rest-api.md, "SIGNED Endpoint Examples", HMAC keys',
    nowMs: 1_499_827_319_559,
    request: signedOrder(
      'LTCBTC',
      'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71',
      documented.apiKey,
    ),
  },
  {
    ...documented,
    source: 'binance-spot-api-docs, rest-api.md, the same with a symbol beyond ASCII',
    nowMs: 1_499_827_319_559,
    request: signedOrder(
      '%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96',
      'e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3',
      documented.apiKey,
    ),
  },
  {
    ...documented,
    source: 'binance-spot-api-docs, web-socket-api.md, "SIGNED request example (HMAC)"',
    nowMs: 1_645_423_376_532,
    frame: {
      id: '1',
      method: 'order.place',
      params: {
        symbol: 'BTCUSDT',
        side: 'SELL',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '0.01000000',
        price: '52000.00',
        recvWindow: 100,
        timestamp: 1_645_423_376_532,
        apiKey: documented.apiKey,
        signature: 'aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24',
      },
    },
  },
  {
    ...documented,
    source: 'binance-spot-api-docs, web-socket-api.md, the same with a symbol beyond ASCII',
    nowMs: 1_645_423_376_532,
    frame: {
      id: '1',
      method: 'order.place',
      params: {
        symbol: '１２３４５６',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '1.00000000',
        price: '0.10000000',
        recvWindow: 5000,
        timestamp: 1_645_423_376_532,
        apiKey: documented.apiKey,
        signature: 'b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd',
      },
    },
  },
]

const usdmPublished: readonly PublishedExample[] = [
  {
    source: 'Binance USD-M Futures, General Info, Example 1',
    apiKey: 'dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83',
    secret: '2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9',
    nowMs: 1_591_702_613_943,
    request: {
      method: 'POST',
      url: '/fapi/v1/order',
      headers: { 'x-mbx-apikey': 'dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83' },
      body:
        'symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943' +
        '&signature=3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9',
    },
  },
]

/** Binance spot. */
export const binanceSpotCase: VenueCase = {
  venue: binanceSpot,
  published: spotPublished,
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
      const placed = await binance.submitNewOrder(limitOrder)
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
  published: usdmPublished,
  keys: usdmKeys,
  ccxt: {
    id: 'binanceusdm',
    market: swapMarket('BTC/USDT:USDT', 1, { info: INFO }),
    // The stream is opened with a listen key, which is given out for a key without a signature: there is nothing to refuse.
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchBalance')),
  },
  said,
  sdk: {
    name: 'binance',
    run: async ({ url }) => {
      const binance = usdm(url, usdmKeys.trader.secret)
      await binance.getBalanceV3()
      const placed = await binance.submitNewOrder(limitOrder)
      await binance.cancelOrder({ symbol: 'BTCUSDT', orderId: placed.orderId })
    },
    refused: ({ url }) => usdm(url, usdmKeys.reader.secret).getBalanceV3(),
    says: '-1022',
  },
}

import { Kraken } from 'node-kraken-api'
import { krakenFutures } from '../../../../scripts/local/venues/kraken/krakenFutures.ts'
import { krakenSpot } from '../../../../scripts/local/venues/kraken/krakenSpot.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { loggedIn } from '../support/watched.ts'
import { withoutTls } from '../support/withoutTls.ts'

const spotKeys = localKeys('kraken-spot', { encoding: 'base64' })
const futuresKeys = localKeys('kraken-futures', { encoding: 'base64' })

const spot = (secret: string) =>
  new Kraken({ key: spotKeys.trader.apiKey, secret, gennonce: () => Date.now() * 1000 })

/** Kraken spot. */
export const krakenSpotCase: VenueCase = {
  venue: krakenSpot,
  published: [
    {
      source: 'docs.kraken.com, Spot REST Authentication',
      apiKey: 'key',
      secret: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
      nowMs: 1_616_492_376_594,
      request: {
        method: 'POST',
        url: '/0/private/AddOrder',
        headers: {
          'api-key': 'key',
          'api-sign':
            '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
        },
        body: 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
      },
    },
  ],
  keys: spotKeys,
  ccxt: {
    id: 'kraken',
    market: { id: 'XBTUSDT', altname: 'XBTUSDT', wsId: 'XBT/USDT', baseId: 'XXBT' },
    currencies: { BTC: 'XXBT', USDT: 'USDT', USD: 'ZUSD', EUR: 'ZEUR' },
    login: (exchange, running) => loggedIn(running, () => exchange.watchOrders()),
    loginRefused: ['ExchangeError', 'EAPI:Invalid signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'EAPI:Invalid key'],
    'bad signature': ['ExchangeError', 'EAPI:Invalid signature'],
    ip: ['PermissionDenied', 'EGeneral:Permission denied'],
    permission: ['PermissionDenied', 'EGeneral:Permission denied'],
    replay: ['InvalidNonce', 'EAPI:Invalid nonce'],
  },
  sdk: {
    name: 'node-kraken-api',
    run: async (running) => {
      withoutTls(running)
      const kraken = spot(spotKeys.trader.secret)
      await kraken.balance()
      const { txid } = await kraken.addOrder({
        pair: 'XBTUSDT',
        type: 'buy',
        ordertype: 'limit',
        price: '20000',
        volume: '1',
      })
      await kraken.cancelOrder({ txid: txid?.[0] ?? '' })
    },
    refused: (running) => {
      withoutTls(running)
      return spot(spotKeys.reader.secret).balance()
    },
    says: 'EAPI:Invalid signature',
  },
}

/** Kraken Futures. */
export const krakenFuturesCase: VenueCase = {
  venue: krakenFutures,
  keys: futuresKeys,
  ccxt: {
    id: 'krakenfutures',
    hasTime: false,
    market: swapMarket('BTC/USD:USD', 1, { id: 'PF_XBTUSD', quote: 'USD', quoteId: 'USD' }),
    login: (exchange, running) => loggedIn(running, () => exchange.watchOrders()),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'authenticationError'],
    'bad signature': ['AuthenticationError', 'authenticationError'],
    ip: ['AuthenticationError', 'authenticationError'],
    permission: ['AuthenticationError', 'authenticationError'],
  },
  noSdk: 'node-kraken-api 2.2.2 knows spot only, and @siebly/kraken-api could not be had from npm',
}

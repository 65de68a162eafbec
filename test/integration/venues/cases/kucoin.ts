import {
  Account,
  ClientOptionBuilder,
  DefaultClient,
  Futures,
  logger,
  Spot,
  TransportOptionBuilder,
} from 'kucoin-universal-sdk'
import { vi } from 'vitest'
import { kucoinFutures, kucoinSpot } from '../../../../scripts/local/venues/kucoin/index.ts'
import { localKeys } from '../support/localKeys.ts'
import { swapMarket } from '../support/swapMarket.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { loggedIn } from '../support/watched.ts'

const passphrase = 'a passphrase at kucoin'
const spotKeys = localKeys('kucoin-spot', { passphrase })
const futuresKeys = localKeys('kucoin-futures', { passphrase })

const said: VenueCase['said'] = {
  'unknown key': ['AuthenticationError', '400003'],
  'bad signature': ['AuthenticationError', '400005'],
  'wrong passphrase': ['AuthenticationError', '400004'],
  clock: ['InvalidNonce', '400002'],
  ip: ['AuthenticationError', '400006'],
  permission: ['AuthenticationError', '400007'],
}

function client(url: string, key: string, secret: string) {
  // It tells its version on standard output.
  vi.spyOn(logger, 'info').mockImplementation(() => undefined)
  const options = new ClientOptionBuilder()
    .setKey(key)
    .setSecret(secret)
    .setPassphrase(passphrase)
    .setSpotEndpoint(url)
    .setFuturesEndpoint(url)
    .setBrokerEndpoint(url)
    .setTransportOption(new TransportOptionBuilder().build())
    .build()
  return new DefaultClient(options).restService()
}

const spotAccounts = () => Account.Account.GetSpotAccountListReq.builder().build()

/** KuCoin spot. */
export const kucoinSpotCase: VenueCase = {
  venue: kucoinSpot,
  keys: spotKeys,
  ccxt: {
    id: 'kucoin',
    options: { options: { uta: false } },
    market: { id: 'BTC-USDT' },
    login: (exchange, running) => loggedIn(running, () => exchange.watchBalance()),
    loginRefused: ['AuthenticationError', '400005'],
  },
  said,
  sdk: {
    name: 'kucoin-universal-sdk',
    run: async ({ url }) => {
      const rest = client(url, spotKeys.trader.apiKey, spotKeys.trader.secret)
      await rest.getAccountService().getAccountApi().getSpotAccountList(spotAccounts())
      const orders = rest.getSpotService().getOrderApi()
      const placed = await orders.addOrder(
        Spot.Order.AddOrderReq.builder()
          .setClientOid('a-client-id')
          .setSymbol('BTC-USDT')
          .setSide(Spot.Order.AddOrderReq.SideEnum.BUY)
          .setType(Spot.Order.AddOrderReq.TypeEnum.LIMIT)
          .setPrice('20000')
          .setSize('1')
          .build(),
      )
      await orders.cancelOrderByOrderId(
        Spot.Order.CancelOrderByOrderIdReq.builder().setOrderId(placed.orderId).setSymbol('BTC-USDT').build(),
      )
    },
    refused: ({ url }) =>
      client(url, spotKeys.trader.apiKey, spotKeys.reader.secret)
        .getAccountService()
        .getAccountApi()
        .getSpotAccountList(spotAccounts()),
    // The client keeps the status and drops the venue's own code.
    says: 'status code 401',
  },
}

const futuresAccount = () => Account.Account.GetFuturesAccountReq.builder().setCurrency('USDT').build()

/** KuCoin futures. */
export const kucoinFuturesCase: VenueCase = {
  venue: kucoinFutures,
  keys: futuresKeys,
  ccxt: {
    id: 'kucoinfutures',
    options: { options: { uta: false } },
    market: swapMarket('BTC/USDT:USDT', 0.001, { id: 'XBTUSDTM' }),
    login: (exchange, running) => loggedIn(running, () => exchange.watchBalance()),
    loginRefused: ['AuthenticationError', '400005'],
  },
  said,
  sdk: {
    name: 'kucoin-universal-sdk',
    run: async ({ url }) => {
      const rest = client(url, futuresKeys.trader.apiKey, futuresKeys.trader.secret)
      await rest.getAccountService().getAccountApi().getFuturesAccount(futuresAccount())
      const orders = rest.getFuturesService().getOrderApi()
      const placed = await orders.addOrder(
        Futures.Order.AddOrderReq.builder()
          .setClientOid('a-client-id')
          .setSymbol('XBTUSDTM')
          .setSide(Futures.Order.AddOrderReq.SideEnum.BUY)
          .setType(Futures.Order.AddOrderReq.TypeEnum.LIMIT)
          .setLeverage(1)
          .setPrice('20000')
          .setSize(1)
          .build(),
      )
      await orders.cancelOrderById(
        Futures.Order.CancelOrderByIdReq.builder().setOrderId(placed.orderId).build(),
      )
    },
    refused: ({ url }) =>
      client(url, futuresKeys.trader.apiKey, futuresKeys.reader.secret)
        .getAccountService()
        .getAccountApi()
        .getFuturesAccount(futuresAccount()),
    // The client keeps the status and drops the venue's own code.
    says: 'status code 401',
  },
}

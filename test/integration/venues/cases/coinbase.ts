import { CBAdvancedTradeClient, CBExchangeClient } from 'coinbase-api'
import { coinbaseAdvanced } from '../../../../scripts/local/venues/coinbase/coinbaseAdvanced.ts'
import { coinbaseExchange } from '../../../../scripts/local/venues/coinbase/coinbaseExchange.ts'
import { localKeys, pemPair } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { loggedIn } from '../support/watched.ts'
import { withoutTls } from '../support/withoutTls.ts'

const exchangeKeys = localKeys('coinbase-exchange', {
  encoding: 'base64',
  passphrase: 'a passphrase at coinbase',
})

const exchangeClient = (baseUrl: string, apiSecret: string) =>
  new CBExchangeClient({
    apiKey: exchangeKeys.trader.apiKey,
    apiSecret,
    apiPassphrase: exchangeKeys.trader.passphrase ?? '',
    baseUrl,
  })

/** Coinbase Exchange. */
export const coinbaseExchangeCase: VenueCase = {
  venue: coinbaseExchange,
  keys: exchangeKeys,
  ccxt: {
    id: 'coinbaseexchange',
    market: { id: 'BTC-USDT' },
    login: (exchange, running) => loggedIn(running, () => exchange.watchOrders('BTC/USDT')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Invalid API Key'],
    'bad signature': ['AuthenticationError', 'invalid signature'],
    'wrong passphrase': ['AuthenticationError', 'Invalid Passphrase'],
    clock: ['AuthenticationError', 'request timestamp expired'],
    ip: ['AuthenticationError', 'IP does not match IP whitelist'],
    permission: ['ExchangeNotAvailable', 'Forbidden'],
  },
  sdk: {
    name: 'coinbase-api',
    run: async ({ url }) => {
      const coinbase = exchangeClient(url, exchangeKeys.trader.secret)
      await coinbase.getAccounts()
      const placed = await coinbase.submitOrder({
        product_id: 'BTC-USDT',
        side: 'buy',
        type: 'limit',
        price: '20000',
        size: '1',
      })
      await coinbase.cancelOrder({ order_id: placed.id })
    },
    refused: ({ url }) => exchangeClient(url, exchangeKeys.reader.secret).getAccounts(),
    says: 'invalid signature',
  },
}

const pairs = new Map(['trader', 'reader', 'full', 'bound'].map((name) => [name, pemPair('es256')]))
const keyName = (name: string) => `organizations/local/apiKeys/${name}`
const pairOf = (apiKey: string) => pairs.get(apiKey.slice(keyName('').length)) ?? pairs.get('trader')

const advancedKeys = localKeys('coinbase-advanced', {
  kind: 'es256',
  apiKeyOf: keyName,
  publicOf: (name) => pairs.get(name)?.publicKey ?? '',
})

const advancedClient = (baseUrl: string, name: string) =>
  new CBAdvancedTradeClient({
    apiKey: advancedKeys.trader.apiKey,
    apiSecret: pairs.get(name)?.privateKey ?? '',
    baseUrl: baseUrl.replace('http:', 'https:'),
  })

/** Coinbase Advanced Trade. */
export const coinbaseAdvancedCase: VenueCase = {
  venue: coinbaseAdvanced,
  keys: advancedKeys,
  secretOf: (apiKey) => pairOf(apiKey)?.privateKey ?? '',
  ccxt: {
    id: 'coinbase',
    options: {
      options: { fetchTime: 'v3PublicGetBrokerageTime', fetchBalance: 'v3PrivateGetBrokerageAccounts' },
    },
    market: { id: 'BTC-USDT' },
    login: (exchange, running) => loggedIn(running, () => exchange.watchOrders('BTC/USDT')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Unauthorized'],
    'bad signature': ['AuthenticationError', 'Unauthorized'],
    clock: ['AuthenticationError', 'Unauthorized'],
    ip: ['AuthenticationError', 'Unauthorized'],
    permission: ['PermissionDenied', 'PERMISSION_DENIED'],
  },
  sdk: {
    name: 'coinbase-api',
    run: async (running) => {
      withoutTls(running)
      const coinbase = advancedClient(running.url, 'trader')
      await coinbase.getAccounts()
      const placed = await coinbase.submitOrder({
        product_id: 'BTC-USDT',
        side: 'BUY',
        client_order_id: coinbase.generateNewOrderId(),
        order_configuration: { limit_limit_gtc: { base_size: '1', limit_price: '20000' } },
      })
      const { order_id } = placed.success_response ?? { order_id: '' }
      await coinbase.cancelOrders({ order_ids: [order_id] })
    },
    refused: (running) => {
      withoutTls(running)
      return advancedClient(running.url, 'reader').getAccounts()
    },
    says: 'Unauthorized',
  },
}

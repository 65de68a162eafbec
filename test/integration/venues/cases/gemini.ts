import { createRequire } from 'node:module'
import { gemini } from '../../../../scripts/local/venues/gemini.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

type Rest = {
  baseUrl: string
  getMyAvailableBalances(): Promise<unknown>
  newOrder(order: object): Promise<{ order_id: string }>
  cancelOrder(order: { order_id: string }): Promise<unknown>
}

const load = createRequire(import.meta.url)
const { default: GeminiApi } = load('gemini-api') as { default: new (options: object) => Rest }

const keys = localKeys('gemini-v1', { apiKeyOf: (name) => `account-${name}` })
const client = (url: string, secret: string) =>
  Object.assign(new GeminiApi({ key: keys.trader.apiKey, secret }), { baseUrl: url })

/** Its nonces are milliseconds: two requests in one would be a replay. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now()
  while (Date.now() === now) await new Promise(setImmediate)
}

/** Gemini, whose nonces count up. ccxt takes keys of accounts only, which it tells by their name. */
export const geminiCase: VenueCase = {
  venue: gemini,
  published: [
    {
      source: 'Gemini, REST, "Payload"',
      apiKey: 'account-key',
      secret: '1234abcd',
      nowMs: 0,
      request: {
        method: 'POST',
        url: '/v1/order/status',
        headers: {
          'x-gemini-apikey': 'account-key',
          'x-gemini-payload':
            'ewogICAgInJlcXVlc3QiOiAiL3YxL29yZGVyL3N0YXR1cyIsCiAgICAibm9uY2UiOiAxMjM0NTYsCgogICAgIm9yZGVyX2lkIjogMTg4MzQKfQo=',
          'x-gemini-signature':
            '337cc8b4ea692cfe65b4a85fcc9f042b2e3f702ac956fd098d600ab15705775017beae402be773ceee10719ff70d710f',
        },
      },
    },
  ],
  keys,
  ccxt: {
    id: 'gemini',
    market: { id: 'btcusdt' },
    hasTime: false,
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchOrders')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'Invalid API key'],
    'bad signature': ['AuthenticationError', 'InvalidSignature'],
    replay: ['InvalidNonce', 'Nonce has not increased'],
    ip: ['ExchangeError', 'may not be used from this address'],
    permission: ['AuthenticationError', 'Trader'],
  },
  sdk: {
    name: 'gemini-api',
    run: async ({ url }) => {
      const gemini = client(url, keys.trader.secret)
      await nextMillisecond()
      await gemini.getMyAvailableBalances()
      await nextMillisecond()
      const { order_id } = await gemini.newOrder({
        symbol: 'btcusdt',
        side: 'buy',
        amount: '1',
        price: '20000',
      })
      await nextMillisecond()
      await gemini.cancelOrder({ order_id })
    },
    refused: ({ url }) => client(url, keys.reader.secret).getMyAvailableBalances(),
    says: 'InvalidSignature',
  },
}

import { createRequire } from 'node:module'
import { bitfinex } from '../../../../scripts/local/venues/bitfinex.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

type Rest = {
  wallets(): Promise<unknown>
  submitOrder(params: { order: unknown }): Promise<{ id: number }>
  cancelOrder(params: { id: number }): Promise<unknown>
}

const load = createRequire(import.meta.url)
const { RESTv2 } = load('bfx-api-node-rest') as { RESTv2: new (options: object) => Rest }

const keys = localKeys('bitfinex-v2')
const client = (url: string, apiSecret: string) =>
  new RESTv2({ apiKey: keys.trader.apiKey, apiSecret, url, transform: false })

const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUST', amount: '1', price: '20000' }

/** Bitfinex, whose nonces count up. */
export const bitfinexCase: VenueCase = {
  venue: bitfinex,
  keys,
  ccxt: {
    id: 'bitfinex',
    market: { id: 'tBTCUST', precision: { amount: 8, price: 5 } },
    hasTime: false,
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', 'digest invalid'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'apikey: invalid'],
    'bad signature': ['AuthenticationError', 'apikey: digest invalid'],
    replay: ['InvalidNonce', 'nonce: small'],
    ip: ['AuthenticationError', 'apikey: ip invalid'],
    permission: ['PermissionDenied', 'permission invalid'],
  },
  sdk: {
    name: 'bfx-api-node-rest',
    run: async ({ url, state }) => {
      // Its nonces are a thousand times those of ccxt: from here on they are the ones that count.
      const bitfinex = client(url, keys.trader.secret)
      await bitfinex.wallets()
      await bitfinex.submitOrder({ order: { toNewOrderPacket: () => order } })
      const [id = ''] = [...state.orders.keys()].slice(-1)
      await bitfinex.cancelOrder({ id: Number(id) })
    },
    refused: ({ url }) =>
      client(url, keys.reader.secret)
        .wallets()
        .catch(({ response }: { response?: unknown }) => String(response)),
    says: 'digest invalid',
  },
}

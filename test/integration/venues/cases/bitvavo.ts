import { createRequire } from 'node:module'
import { bitvavo } from '../../../../scripts/local/venues/bitvavo.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

type Client = {
  options(options: object): Client
  balance(params: object): Promise<unknown>
  placeOrder(market: string, side: string, type: string, body: object): Promise<{ orderId: string }>
  cancelOrder(market: string, orderId: string, operatorId?: number): Promise<unknown>
}

const load = createRequire(import.meta.url)
const create = load('bitvavo') as () => Client

const keys = localKeys('bitvavo-v2')
const client = (url: string, APISECRET: string) =>
  create().options({ APIKEY: keys.trader.apiKey, APISECRET, ACCESSWINDOW: 10_000, RESTURL: `${url}/v2` })

/** Bitvavo. */
export const bitvavoCase: VenueCase = {
  venue: bitvavo,
  published: [
    {
      source: 'docs.bitvavo.com, Authentication',
      apiKey: 'key',
      secret: 'bitvavo',
      nowMs: 1_548_172_481_125,
      request: {
        method: 'POST',
        url: '/v2/order',
        headers: {
          'bitvavo-access-key': 'key',
          'bitvavo-access-timestamp': '1548172481125',
          'bitvavo-access-signature': '44d022723a20973a18f7ee97398b9fdd405d2d019c8d39e24b8cc0dcb39ca016',
        },
        body: '{"market":"BTC-EUR","side":"buy","price":"5000","amount":"1.23","orderType":"limit"}',
      },
    },
  ],
  keys,
  ccxt: {
    id: 'bitvavo',
    options: { options: { operatorId: 1 } },
    market: { id: 'BTC-USDT' },
    login: (exchange) => callUntyped(exchange, 'authenticate'),
    loginRefused: ['AuthenticationError', '309'],
  },
  said: {
    'unknown key': ['AuthenticationError', '305'],
    'bad signature': ['AuthenticationError', '309'],
    clock: ['AuthenticationError', '304'],
    ip: ['PermissionDenied', '307'],
    permission: ['PermissionDenied', '310'],
  },
  sdk: {
    name: 'bitvavo',
    run: async ({ url }) => {
      const bitvavo = client(url, keys.trader.secret)
      await bitvavo.balance({})
      const body = { amount: '1', price: '20000', operatorId: 1 }
      const { orderId } = await bitvavo.placeOrder('BTC-USDT', 'buy', 'limit', body)
      await bitvavo.cancelOrder('BTC-USDT', orderId)
    },
    refused: ({ url }) => client(url, keys.reader.secret).balance({}),
    says: 'The signature is invalid.',
  },
}

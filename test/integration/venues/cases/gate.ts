import { RestClient } from 'gateio-api'
import { gateV4 } from '../../../../scripts/local/venues/gate/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

const keys = localKeys('gate-v4')

const client = (url: string, apiSecret: string) =>
  new RestClient({ apiKey: keys.trader.apiKey, apiSecret, baseUrl: `${url}/api/v4` })

/** Gate v4. */
export const gateCase: VenueCase = {
  venue: gateV4,
  published: [
    {
      source: 'Gate API v4, "API signature string generation", without a body',
      apiKey: 'key',
      secret: 'secret',
      nowMs: 1_541_993_715_000,
      request: {
        method: 'GET',
        url: '/api/v4/futures/orders?contract=BTC_USD&status=finished&limit=50',
        headers: {
          key: 'key',
          timestamp: '1541993715',
          sign: '55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6fb3faf24deff16790d726b66ac9f74526668b13bd01029199cc4fcc522418b8a',
        },
      },
    },
    {
      source: 'Gate API v4, "API signature string generation", with a body',
      apiKey: 'key',
      secret: 'secret',
      nowMs: 1_541_993_715_000,
      request: {
        method: 'POST',
        url: '/api/v4/futures/orders',
        headers: {
          key: 'key',
          timestamp: '1541993715',
          sign: 'eae42da914a590ddf727473aff25fc87d50b64783941061f47a3fdb92742541fc4c2c14017581b4199a1418d54471c269c03a38d788d802e2c306c37636389f0',
        },
        body: '{"contract":"BTC_USD","type":"limit","size":100,"price":6800,"time_in_force":"gtc"}',
      },
    },
  ],
  keys,
  ccxt: {
    id: 'gate',
    options: { options: { unifiedAccount: false } },
    market: { id: 'BTC_USDT' },
    login: (exchange) => callUntyped(exchange, 'authenticate', exchange.urls['api']['ws'], 'spot'),
    loginRefused: ['AuthenticationError', 'INVALID_SIGNATURE'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'INVALID_KEY'],
    'bad signature': ['AuthenticationError', 'INVALID_SIGNATURE'],
    clock: ['AuthenticationError', 'REQUEST_EXPIRED'],
    ip: ['AuthenticationError', 'IP_FORBIDDEN'],
    permission: ['PermissionDenied', 'READ_ONLY'],
  },
  sdk: {
    name: 'gateio-api',
    run: async ({ url }) => {
      const gate = client(url, keys.trader.secret)
      await gate.getSpotAccounts()
      const placed = await gate.submitSpotOrder({
        currency_pair: 'BTC_USDT',
        side: 'buy',
        type: 'limit',
        account: 'spot',
        amount: '1',
        price: '20000',
      })
      await gate.cancelSpotOrder({ order_id: placed.id ?? '', currency_pair: 'BTC_USDT' })
    },
    refused: ({ url }) => client(url, keys.reader.secret).getSpotAccounts(),
    says: 'INVALID_SIGNATURE',
  },
}

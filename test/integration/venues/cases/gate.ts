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

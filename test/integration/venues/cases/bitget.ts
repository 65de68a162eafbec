import { RestClientV2 } from 'bitget-api'
import { bitgetV2 } from '../../../../scripts/local/venues/bitget/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped } from '../support/watched.ts'

const keys = localKeys('bitget-v2', { passphrase: 'apassphraseatbitget' })

const client = (baseUrl: string, apiSecret: string) =>
  new RestClientV2({ apiKey: keys.trader.apiKey, apiSecret, apiPass: keys.trader.passphrase ?? '', baseUrl })

/** Bitget v2. */
export const bitgetCase: VenueCase = {
  venue: bitgetV2,
  keys,
  ccxt: {
    id: 'bitget',
    options: { options: { uta: false } },
    login: (exchange) => callUntyped(exchange, 'authenticate', { url: exchange.urls['api']['ws'].private }),
    loginRefused: ['AuthenticationError', '30015'],
  },
  said: {
    'unknown key': ['AuthenticationError', '40037'],
    'bad signature': ['AuthenticationError', '40009'],
    'wrong passphrase': ['AuthenticationError', '40012'],
    clock: ['InvalidNonce', '40008'],
    ip: ['PermissionDenied', '40018'],
    permission: ['PermissionDenied', '40014'],
  },
  sdk: {
    name: 'bitget-api',
    run: async ({ url }) => {
      const bitget = client(url, keys.trader.secret)
      await bitget.getSpotAccountAssets()
      const { data } = await bitget.spotSubmitOrder({
        symbol: 'BTCUSDT',
        side: 'buy',
        orderType: 'limit',
        force: 'gtc',
        price: '20000',
        size: '1',
      })
      await bitget.spotCancelOrder({ symbol: 'BTCUSDT', orderId: data.orderId })
    },
    refused: ({ url }) => client(url, keys.reader.secret).getSpotAccountAssets(),
    says: '40009',
  },
}

import { RestClient } from 'okx-api'
import { okxV5 } from '../../../../scripts/local/venues/okx/index.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'

const keys = localKeys('okx-v5', { passphrase: 'a passphrase at okx' })

const client = (url: string, apiSecret: string) =>
  new RestClient({
    apiKey: keys.trader.apiKey,
    apiSecret,
    apiPass: keys.trader.passphrase ?? '',
    baseUrl: url,
  })

/** OKX v5. */
export const okxCase: VenueCase = {
  venue: okxV5,
  keys,
  ccxt: {
    id: 'okx',
    market: { id: 'BTC-USDT' },
    login: (exchange) => (exchange as unknown as { authenticate(): Promise<unknown> }).authenticate(),
    loginRefused: ['AuthenticationError', '60007'],
  },
  said: {
    'unknown key': ['AuthenticationError', '50111'],
    'bad signature': ['AuthenticationError', '50113'],
    'wrong passphrase': ['AuthenticationError', '50105'],
    clock: ['InvalidNonce', '50102'],
    ip: ['PermissionDenied', '50110'],
    permission: ['ExchangeError', '50120'],
  },
  sdk: {
    name: 'okx-api',
    run: async ({ url }) => {
      const okx = client(url, keys.trader.secret)
      await okx.getBalance()
      const [placed] = await okx.submitOrder({
        instId: 'BTC-USDT',
        tdMode: 'cash',
        side: 'buy',
        ordType: 'limit',
        px: '20000',
        sz: '1',
      })
      await okx.cancelOrder({ instId: 'BTC-USDT', ordId: placed?.ordId ?? '' })
    },
    refused: ({ url }) => client(url, keys.reader.secret).getBalance(),
    says: '50113',
  },
}

import { woo } from '../../../scripts/local/venues/woo.ts'
import { wooSigning } from '../../../sdk/cex/venues/woo/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** WOO v3. */
export const wooParity: ParityCase = {
  local: woo,
  adapter: { name: 'WOO X', signing: wooSigning },
  baseUrl: 'https://api.woox.io',
  key: localKeys('woo-v3').trader,
  keyType: 'hmac',
  ccxt: { id: 'woo' },
  endpoints: [
    {
      method: 'GET',
      path: '/v3/trade/orders',
      place: 'query',
      ccxt: { path: 'trade/orders', api: ['v3', 'private'] },
    },
    {
      method: 'POST',
      path: '/v3/asset/transfer',
      place: 'json',
      ccxt: { path: 'asset/transfer', api: ['v3', 'private'] },
    },
    {
      method: 'PUT',
      path: '/v3/trade/order',
      place: 'json',
      ccxt: { path: 'trade/order', api: ['v3', 'private'] },
    },
    {
      method: 'DELETE',
      path: '/v3/trade/order',
      place: 'query',
      ccxt: { path: 'trade/order', api: ['v3', 'private'] },
    },
  ],
  login: { path: '/v2/ws/private/stream/application' },
}

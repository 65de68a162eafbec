import { woo } from '../../../scripts/local/venues/woo.ts'
import { wooSigning } from '../../../sdk/cex/venues/woo/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** WOO v3. */
export const wooParity: ParityCase = {
  local: woo,
  adapter: { name: 'WOO X', signing: wooSigning },
  baseUrl: 'https://api.woox.io',
  key: localKeys('woo-v3').trader,
  keyType: 'hmac',
  ccxt: { id: 'woo' },
  endpoints: [
    parityEndpoint('GET /v3/trade/orders', 'query', { path: 'trade/orders', api: ['v3', 'private'] }),
    parityEndpoint('POST /v3/asset/transfer', 'json', { path: 'asset/transfer', api: ['v3', 'private'] }),
    parityEndpoint('PUT /v3/trade/order', 'json', { path: 'trade/order', api: ['v3', 'private'] }),
    parityEndpoint('DELETE /v3/trade/order', 'query', { path: 'trade/order', api: ['v3', 'private'] }),
  ],
  login: { path: '/v2/ws/private/stream/application' },
}

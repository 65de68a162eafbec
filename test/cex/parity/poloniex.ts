import { poloniex } from '../../../scripts/local/venues/poloniex.ts'
import { poloniexSigning } from '../../../sdk/cex/venues/poloniex/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** Poloniex. */
export const poloniexParity: ParityCase = {
  local: poloniex,
  adapter: { name: 'Poloniex', signing: poloniexSigning },
  baseUrl: 'https://api.poloniex.com',
  key: localKeys('poloniex-v3').trader,
  keyType: 'hmac',
  ccxt: { id: 'poloniex' },
  endpoints: [
    parityEndpoint('GET /orders/history', 'query', { path: 'orders/history', api: 'private' }),
    parityEndpoint('POST /orders', 'json', { path: 'orders', api: 'private' }),
    parityEndpoint('DELETE /orders/cancelByIds', 'json', { path: 'orders/cancelByIds', api: 'private' }),
    parityEndpoint('GET /v3/trade/order/opens', 'query', {
      path: 'v3/trade/order/opens',
      api: 'swapPrivate',
    }),
  ],
  login: { path: '/ws' },
}

import { poloniex } from '../../../scripts/local/venues/poloniex.ts'
import { poloniexSigning } from '../../../sdk/cex/venues/poloniex/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** Poloniex. */
export const poloniexParity: ParityCase = {
  local: poloniex,
  adapter: { name: 'Poloniex', signing: poloniexSigning },
  baseUrl: 'https://api.poloniex.com',
  key: localKeys('poloniex-v3').trader,
  keyType: 'hmac',
  ccxt: { id: 'poloniex' },
  endpoints: [
    {
      method: 'GET',
      path: '/orders/history',
      place: 'query',
      ccxt: { path: 'orders/history', api: 'private' },
    },
    { method: 'POST', path: '/orders', place: 'json', ccxt: { path: 'orders', api: 'private' } },
    {
      method: 'DELETE',
      path: '/orders/cancelByIds',
      place: 'json',
      ccxt: { path: 'orders/cancelByIds', api: 'private' },
    },
    {
      method: 'GET',
      path: '/v3/trade/order/opens',
      place: 'query',
      ccxt: { path: 'v3/trade/order/opens', api: 'swapPrivate' },
    },
  ],
  login: { path: '/ws' },
}

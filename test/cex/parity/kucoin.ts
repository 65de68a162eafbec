import { kucoinFutures, kucoinSpot } from '../../../scripts/local/venues/kucoin/index.ts'
import { kucoinFutures as futuresAdapter } from '../../../sdk/cex/venues/kucoin/futures.ts'
import { kucoinSpot as spotAdapter } from '../../../sdk/cex/venues/kucoin/spot.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import { rawInUrl } from './differences.ts'
import type { Difference, ParityCase } from './parityCase.ts'

const { trader } = localKeys('kucoin-spot', { passphrase: 'a passphrase at kucoin' })

const differences: readonly Difference[] = [
  rawInUrl,
  {
    reason: 'ccxt numbers the items of a list, where the documents repeat the name',
    when: ({ endpoint, params }) =>
      endpoint.place === 'query' && params.some(([, value]) => Array.isArray(value)),
  },
]

/** KuCoin spot. */
export const kucoinSpotParity: ParityCase = {
  local: kucoinSpot,
  adapter: spotAdapter,
  baseUrl: 'https://api.kucoin.com',
  key: trader,
  keyType: 'hmac',
  ccxt: { id: 'kucoin' },
  queryLists: 'repeated',
  endpoints: [
    { method: 'GET', path: '/api/v1/accounts', place: 'query', ccxt: { path: 'accounts', api: 'private' } },
    { method: 'POST', path: '/api/v1/hf/orders', place: 'json', ccxt: { path: 'hf/orders', api: 'private' } },
    { method: 'DELETE', path: '/api/v1/orders', place: 'query', ccxt: { path: 'orders', api: 'private' } },
  ],
  differences,
}

/** KuCoin futures. */
export const kucoinFuturesParity: ParityCase = {
  local: kucoinFutures,
  adapter: futuresAdapter,
  baseUrl: 'https://api-futures.kucoin.com',
  key: trader,
  keyType: 'hmac',
  ccxt: { id: 'kucoinfutures' },
  queryLists: 'repeated',
  endpoints: [
    {
      method: 'GET',
      path: '/api/v1/account-overview',
      place: 'query',
      ccxt: { path: 'account-overview', api: 'futuresPrivate' },
    },
    {
      method: 'POST',
      path: '/api/v1/orders',
      place: 'json',
      ccxt: { path: 'orders', api: 'futuresPrivate' },
    },
    {
      method: 'DELETE',
      path: '/api/v1/orders',
      place: 'query',
      ccxt: { path: 'orders', api: 'futuresPrivate' },
    },
  ],
  differences,
}

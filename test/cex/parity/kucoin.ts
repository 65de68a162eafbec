import { kucoinFutures, kucoinSpot } from '../../../scripts/local/venues/kucoin/index.ts'
import { kucoinFutures as futuresAdapter } from '../../../sdk/cex/venues/kucoin/futures.ts'
import { kucoinSpot as spotAdapter } from '../../../sdk/cex/venues/kucoin/spot.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import { rawInUrl } from './differences.ts'
import type { Difference, ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

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
    parityEndpoint('GET /api/v1/accounts', 'query', { path: 'accounts', api: 'private' }),
    parityEndpoint('POST /api/v1/hf/orders', 'json', { path: 'hf/orders', api: 'private' }),
    parityEndpoint('DELETE /api/v1/orders', 'query', { path: 'orders', api: 'private' }),
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
    parityEndpoint('GET /api/v1/account-overview', 'query', {
      path: 'account-overview',
      api: 'futuresPrivate',
    }),
    parityEndpoint('POST /api/v1/orders', 'json', { path: 'orders', api: 'futuresPrivate' }),
    parityEndpoint('DELETE /api/v1/orders', 'query', { path: 'orders', api: 'futuresPrivate' }),
  ],
  differences,
}

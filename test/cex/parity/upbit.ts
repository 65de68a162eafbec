import { upbit } from '../../../scripts/local/venues/upbit.ts'
import { upbitSigning } from '../../../sdk/cex/venues/upbit/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const UUID = '0a5b1c2d-3e4f-4a6b-8c7d-9e0f1a2b3c4d'

/** Upbit v1, whose tokens have no time: only a nonce, which is taken once. */
export const upbitParity: ParityCase = {
  local: upbit,
  adapter: { name: 'Upbit', signing: upbitSigning },
  baseUrl: 'https://api.upbit.com',
  key: localKeys('upbit-v1').trader,
  keyType: 'hmac',
  moment: { uuid: UUID },
  ccxt: {
    id: 'upbit',
    prepare: (exchange) => {
      exchange.uuid = () => UUID
    },
  },
  queryLists: 'repeated',
  flatJson: true,
  timeless: true,
  // Neither method nor path is signed.
  covers: ['query', 'body'],
  changeBody: (text) => text.replace(/^\{"?/, (all) => (all === '{"' ? '{"zzz":1,"' : '{"zzz":1')),
  endpoints: [
    parityEndpoint('GET /v1/orders/open', 'query', { path: 'orders/open', api: 'private' }),
    parityEndpoint('POST /v1/orders', 'json', { path: 'orders', api: 'private' }),
    parityEndpoint('DELETE /v1/order', 'query', { path: 'order', api: 'private' }),
  ],
  differences: [
    {
      reason: 'ccxt numbers the items of a list, where the documents repeat the name with brackets',
      when: ({ endpoint, params }) =>
        endpoint.place === 'query' && params.some(([, value]) => Array.isArray(value)),
    },
  ],
  login: { path: '/websocket/v1/private' },
}

import { backpack } from '../../../scripts/local/venues/backpack.ts'
import { backpackSigning } from '../../../sdk/cex/venues/backpack/signing.ts'
import { backpackCase } from '../../integration/venues/cases/backpack.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const key = backpackCase.keys.trader

/** Backpack, whose keys are Ed25519. What nested values look like in what is signed, its documents do not say. */
export const backpackParity: ParityCase = {
  local: backpack,
  adapter: { name: 'Backpack', signing: backpackSigning },
  baseUrl: 'https://api.backpack.exchange',
  key,
  keyType: 'ed25519',
  secret: backpackCase.secretOf?.(key.apiKey) ?? '',
  ccxt: { id: 'backpack' },
  flatJson: true,
  changeBody: (text) =>
    text.replace(/^(\[?)\{"?/, (all) => `${all.replace('"', '')}"zzz":1${all.endsWith('"') ? ',"' : ''}`),
  endpoints: [
    parityEndpoint('GET /api/v1/orders', 'query', { path: 'api/v1/orders', api: 'private' }),
    parityEndpoint('POST /api/v1/order', 'json', { path: 'api/v1/order', api: 'private' }),
    parityEndpoint('DELETE /api/v1/order', 'json', { path: 'api/v1/order', api: 'private' }),
    parityEndpoint('POST /api/v1/orders', 'list', { path: 'api/v1/orders', api: 'private' }),
  ],
  differences: [
    {
      reason: 'ccxt leaves an empty pair where an order of a list has no members',
      when: ({ list }) => list.some((order) => Object.keys(order as object).length === 0),
    },
  ],
  login: { frame: { topics: ['account.orderUpdate'] } },
}

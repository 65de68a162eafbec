import { phemex } from '../../../scripts/local/venues/phemex.ts'
import { phemexSigning } from '../../../sdk/cex/venues/phemex/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** Phemex. */
export const phemexParity: ParityCase = {
  local: phemex,
  adapter: { name: 'Phemex', signing: phemexSigning },
  baseUrl: 'https://api.phemex.com',
  key: localKeys('phemex').trader,
  keyType: 'hmac',
  ccxt: { id: 'phemex' },
  queryLists: 'repeated',
  endpoints: [
    parityEndpoint('GET /spot/orders', 'query', { path: 'spot/orders', api: 'private' }),
    parityEndpoint('PUT /spot/orders', 'query', { path: 'spot/orders', api: 'private' }),
    parityEndpoint('DELETE /spot/orders', 'query', { path: 'spot/orders', api: 'private' }),
    parityEndpoint('POST /assets/transfer', 'json', { path: 'assets/transfer', api: 'private' }),
  ],
  login: {},
}

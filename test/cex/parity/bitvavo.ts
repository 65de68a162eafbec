import { bitvavo } from '../../../scripts/local/venues/bitvavo.ts'
import { bitvavoSigning } from '../../../sdk/cex/venues/bitvavo/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** Bitvavo v2. */
export const bitvavoParity: ParityCase = {
  local: bitvavo,
  adapter: { name: 'Bitvavo', signing: bitvavoSigning },
  baseUrl: 'https://api.bitvavo.com',
  key: localKeys('bitvavo-v2').trader,
  keyType: 'hmac',
  ccxt: { id: 'bitvavo' },
  endpoints: [
    parityEndpoint('GET /v2/orders', 'query', { path: 'orders', api: 'private' }),
    parityEndpoint('POST /v2/order', 'json', { path: 'order', api: 'private' }),
    parityEndpoint('PUT /v2/order', 'json', { path: 'order', api: 'private' }),
    parityEndpoint('DELETE /v2/order', 'query', { path: 'order', api: 'private' }),
  ],
  login: {},
}

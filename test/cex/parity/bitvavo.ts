import { bitvavo } from '../../../scripts/local/venues/bitvavo.ts'
import { bitvavoSigning } from '../../../sdk/cex/venues/bitvavo/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** Bitvavo v2. */
export const bitvavoParity: ParityCase = {
  local: bitvavo,
  adapter: { name: 'Bitvavo', signing: bitvavoSigning },
  baseUrl: 'https://api.bitvavo.com',
  key: localKeys('bitvavo-v2').trader,
  keyType: 'hmac',
  ccxt: { id: 'bitvavo' },
  endpoints: [
    { method: 'GET', path: '/v2/orders', place: 'query', ccxt: { path: 'orders', api: 'private' } },
    { method: 'POST', path: '/v2/order', place: 'json', ccxt: { path: 'order', api: 'private' } },
    { method: 'PUT', path: '/v2/order', place: 'json', ccxt: { path: 'order', api: 'private' } },
    { method: 'DELETE', path: '/v2/order', place: 'query', ccxt: { path: 'order', api: 'private' } },
  ],
  login: {},
}

import { phemex } from '../../../scripts/local/venues/phemex.ts'
import { phemexSigning } from '../../../sdk/cex/venues/phemex/signing.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

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
    { method: 'GET', path: '/spot/orders', place: 'query', ccxt: { path: 'spot/orders', api: 'private' } },
    { method: 'PUT', path: '/spot/orders', place: 'query', ccxt: { path: 'spot/orders', api: 'private' } },
    { method: 'DELETE', path: '/spot/orders', place: 'query', ccxt: { path: 'spot/orders', api: 'private' } },
    {
      method: 'POST',
      path: '/assets/transfer',
      place: 'json',
      ccxt: { path: 'assets/transfer', api: 'private' },
    },
  ],
  login: {},
}

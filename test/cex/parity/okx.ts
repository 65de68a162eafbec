import { okxV5 } from '../../../scripts/local/venues/okx/index.ts'
import { okx } from '../../../sdk/cex/venues/okx/okx.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** OKX v5. */
export const okxParity: ParityCase = {
  local: okxV5,
  adapter: okx,
  baseUrl: 'https://www.okx.com',
  key: localKeys('okx-v5', { passphrase: 'a passphrase at okx' }).trader,
  keyType: 'hmac',
  ccxt: { id: 'okx' },
  endpoints: [
    {
      method: 'GET',
      path: '/api/v5/account/balance',
      place: 'query',
      ccxt: { path: 'account/balance', api: 'private' },
    },
    {
      method: 'POST',
      path: '/api/v5/trade/cancel-order',
      place: 'json',
      ccxt: { path: 'trade/cancel-order', api: 'private' },
    },
    {
      method: 'POST',
      path: '/api/v5/trade/cancel-batch-orders',
      place: 'list',
      ccxt: { path: 'trade/cancel-batch-orders', api: 'private' },
    },
  ],
  login: {},
}

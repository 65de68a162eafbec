import { okxV5 } from '../../../scripts/local/venues/okx/index.ts'
import { okx } from '../../../sdk/cex/venues/okx/okx.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** OKX v5. */
export const okxParity: ParityCase = {
  local: okxV5,
  adapter: okx,
  baseUrl: 'https://www.okx.com',
  key: localKeys('okx-v5', { passphrase: 'a passphrase at okx' }).trader,
  keyType: 'hmac',
  ccxt: { id: 'okx' },
  endpoints: [
    parityEndpoint('GET /api/v5/account/balance', 'query', { path: 'account/balance', api: 'private' }),
    parityEndpoint('POST /api/v5/trade/cancel-order', 'json', { path: 'trade/cancel-order', api: 'private' }),
    parityEndpoint('POST /api/v5/trade/cancel-batch-orders', 'list', {
      path: 'trade/cancel-batch-orders',
      api: 'private',
    }),
  ],
  login: {},
}

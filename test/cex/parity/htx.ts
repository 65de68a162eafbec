import { htxLinear } from '../../../scripts/local/venues/htx/linear.ts'
import { htxSpot } from '../../../scripts/local/venues/htx/spot.ts'
import { htxLinearSigning } from '../../../sdk/cex/venues/htx/linearSigning.ts'
import { htxSpotSigning } from '../../../sdk/cex/venues/htx/spotSigning.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** HTX spot. */
export const htxSpotParity: ParityCase = {
  local: htxSpot,
  adapter: { name: 'HTX', signing: htxSpotSigning },
  baseUrl: 'https://api.huobi.pro',
  key: localKeys('htx-spot').trader,
  keyType: 'hmac',
  ccxt: { id: 'htx' },
  // The body of a POST is not signed.
  covers: ['path', 'query'],
  endpoints: [
    parityEndpoint('GET /v1/order/orders', 'query', { path: 'v1/order/orders', api: ['spot', 'private'] }),
    parityEndpoint('POST /v1/account/transfer', 'json', {
      path: 'v1/account/transfer',
      api: ['spot', 'private'],
    }),
    parityEndpoint('POST /v1/order/batch-orders', 'list', {
      path: 'v1/order/batch-orders',
      api: ['spot', 'private'],
    }),
  ],
  login: { path: '/ws/v2' },
}

/** HTX linear swaps. */
export const htxLinearParity: ParityCase = {
  local: htxLinear,
  adapter: { name: 'HTX', signing: htxLinearSigning },
  baseUrl: 'https://api.hbdm.vn',
  key: localKeys('htx-linear').trader,
  keyType: 'hmac',
  ccxt: { id: 'htx' },
  covers: ['path', 'query'],
  endpoints: [
    parityEndpoint('GET /v5/trade/order', 'query', { path: 'v5/trade/order', api: ['contract', 'private'] }),
    parityEndpoint('POST /v5/trade/cancel_order', 'json', {
      path: 'v5/trade/cancel_order',
      api: ['contract', 'private'],
    }),
    parityEndpoint('POST /v5/trade/batch_orders', 'list', {
      path: 'v5/trade/batch_orders',
      api: ['contract', 'private'],
    }),
  ],
  login: { path: '/linear-swap-notification' },
}

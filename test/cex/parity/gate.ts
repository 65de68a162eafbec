import { gateV4 } from '../../../scripts/local/venues/gate/index.ts'
import { gate } from '../../../sdk/cex/venues/gate/gate.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

/** Gate v4. */
export const gateParity: ParityCase = {
  local: gateV4,
  adapter: gate,
  baseUrl: 'https://api.gateio.ws',
  key: localKeys('gate-v4').trader,
  keyType: 'hmac',
  ccxt: { id: 'gate' },
  endpoints: [
    parityEndpoint('GET /api/v4/spot/accounts', 'query', { path: 'accounts', api: ['private', 'spot'] }),
    parityEndpoint('POST /api/v4/spot/orders', 'json', { path: 'orders', api: ['private', 'spot'] }),
    parityEndpoint('DELETE /api/v4/spot/orders', 'query', { path: 'orders', api: ['private', 'spot'] }),
    parityEndpoint('POST /api/v4/spot/batch_orders', 'list', {
      path: 'batch_orders',
      api: ['private', 'spot'],
    }),
  ],
  login: { frame: { channel: 'spot.orders', event: 'subscribe', payload: ['BTC_USDT'] } },
}

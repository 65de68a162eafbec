import { gateV4 } from '../../../scripts/local/venues/gate/index.ts'
import { gate } from '../../../sdk/cex/venues/gate/gate.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

/** Gate v4. */
export const gateParity: ParityCase = {
  local: gateV4,
  adapter: gate,
  baseUrl: 'https://api.gateio.ws',
  key: localKeys('gate-v4').trader,
  keyType: 'hmac',
  ccxt: { id: 'gate' },
  endpoints: [
    {
      method: 'GET',
      path: '/api/v4/spot/accounts',
      place: 'query',
      ccxt: { path: 'accounts', api: ['private', 'spot'] },
    },
    {
      method: 'POST',
      path: '/api/v4/spot/orders',
      place: 'json',
      ccxt: { path: 'orders', api: ['private', 'spot'] },
    },
    {
      method: 'DELETE',
      path: '/api/v4/spot/orders',
      place: 'query',
      ccxt: { path: 'orders', api: ['private', 'spot'] },
    },
    {
      method: 'POST',
      path: '/api/v4/spot/batch_orders',
      place: 'list',
      ccxt: { path: 'batch_orders', api: ['private', 'spot'] },
    },
  ],
  login: { frame: { channel: 'spot.orders', event: 'subscribe', payload: ['BTC_USDT'] } },
}

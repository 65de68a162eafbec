import { krakenFutures } from '../../../scripts/local/venues/kraken/krakenFutures.ts'
import { krakenSpot } from '../../../scripts/local/venues/kraken/krakenSpot.ts'
import { krakenFutures as futuresAdapter } from '../../../sdk/cex/venues/kraken/futures.ts'
import { krakenSpot as spotAdapter } from '../../../sdk/cex/venues/kraken/spot.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'
import { parityEndpoint } from './parityEndpoint.ts'

const NONCE = '1795000000123456'

/** Kraken spot. */
export const krakenSpotParity: ParityCase = {
  local: krakenSpot,
  adapter: spotAdapter,
  baseUrl: 'https://api.kraken.com',
  key: localKeys('kraken-spot', { encoding: 'base64' }).trader,
  keyType: 'hmac',
  moment: { nonce: NONCE },
  ccxt: {
    id: 'kraken',
    prepare: (exchange) => {
      exchange.nonce = () => Number(NONCE)
    },
  },
  // In a form ccxt spreads objects over several names; the adapter sends JSON instead, which the last two endpoints are about.
  compound: false,
  endpoints: [
    parityEndpoint('POST /0/private/AddOrder', 'form', { path: 'AddOrder', api: 'private' }),
    parityEndpoint('POST /0/private/OpenOrders', 'form', { path: 'OpenOrders', api: 'private' }),
    parityEndpoint(
      'POST /0/private/AddOrderBatch',
      'json',
      { path: 'AddOrderBatch', api: 'private' },
      { always: [['orders', [{ ordertype: 'limit', type: 'buy', price: '1.5', volume: '2' }]]] },
    ),
    parityEndpoint(
      'POST /0/private/CancelOrderBatch',
      'json',
      { path: 'CancelOrderBatch', api: 'private' },
      { always: [['orders', ['OG5V2Y-RYKVL-DT3V3B', 7]]] },
    ),
  ],
}

/** Kraken Futures. */
export const krakenFuturesParity: ParityCase = {
  local: krakenFutures,
  adapter: futuresAdapter,
  baseUrl: 'https://futures.kraken.com',
  key: localKeys('kraken-futures', { encoding: 'base64' }).trader,
  keyType: 'hmac',
  ccxt: { id: 'krakenfutures' },
  compound: false,
  timeless: true,
  endpoints: [
    parityEndpoint('GET /derivatives/api/v3/fills', 'query', { path: 'fills', api: 'private' }),
    parityEndpoint('POST /derivatives/api/v3/sendorder', 'form', { path: 'sendorder', api: 'private' }),
    parityEndpoint('PUT /derivatives/api/v3/leveragepreferences', 'query', {
      path: 'leveragepreferences',
      api: 'private',
    }),
  ],
  login: { challenge: '226aee50-88fc-4618-a42a-34f7709570b2' },
}

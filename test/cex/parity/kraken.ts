import { krakenFutures } from '../../../scripts/local/venues/kraken/krakenFutures.ts'
import { krakenSpot } from '../../../scripts/local/venues/kraken/krakenSpot.ts'
import { krakenFutures as futuresAdapter } from '../../../sdk/cex/venues/kraken/futures.ts'
import { krakenSpot as spotAdapter } from '../../../sdk/cex/venues/kraken/spot.ts'
import { localKeys } from '../../integration/venues/support/localKeys.ts'
import type { ParityCase } from './parityCase.ts'

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
    {
      method: 'POST',
      path: '/0/private/AddOrder',
      place: 'form',
      ccxt: { path: 'AddOrder', api: 'private' },
    },
    {
      method: 'POST',
      path: '/0/private/OpenOrders',
      place: 'form',
      ccxt: { path: 'OpenOrders', api: 'private' },
    },
    {
      method: 'POST',
      path: '/0/private/AddOrderBatch',
      place: 'json',
      always: [['orders', [{ ordertype: 'limit', type: 'buy', price: '1.5', volume: '2' }]]],
      ccxt: { path: 'AddOrderBatch', api: 'private' },
    },
    {
      method: 'POST',
      path: '/0/private/CancelOrderBatch',
      place: 'json',
      always: [['orders', ['OG5V2Y-RYKVL-DT3V3B', 7]]],
      ccxt: { path: 'CancelOrderBatch', api: 'private' },
    },
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
    {
      method: 'GET',
      path: '/derivatives/api/v3/fills',
      place: 'query',
      ccxt: { path: 'fills', api: 'private' },
    },
    {
      method: 'POST',
      path: '/derivatives/api/v3/sendorder',
      place: 'form',
      ccxt: { path: 'sendorder', api: 'private' },
    },
    {
      method: 'PUT',
      path: '/derivatives/api/v3/leveragepreferences',
      place: 'query',
      ccxt: { path: 'leveragepreferences', api: 'private' },
    },
  ],
  login: { challenge: '226aee50-88fc-4618-a42a-34f7709570b2' },
}

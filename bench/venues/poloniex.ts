import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'BTC_USDT',
  side: 'BUY',
  type: 'LIMIT',
  price: '50000',
  quantity: '0.001',
  clientOrderId: 'bench-1',
}

/** A limit order at poloniex-v3. */
export const poloniexCase: VenueCase = {
  venue: 'poloniex-v3',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.poloniex.com',
    path: '/orders',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'poloniex',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('orders', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key)
      .update(`POST\n/orders\nrequestBody=${body}&signTimestamp=${timestamp}`)
      .digest('base64')
    return {
      url: 'https://api.poloniex.com/orders',
      method: 'POST',
      headers: { key: API_KEY, signTimestamp: timestamp, signature, 'Content-Type': 'application/json' },
      body,
    }
  },
}

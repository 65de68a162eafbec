import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.001',
  price: '50000',
  timeInForce: 'GTC',
}

/** A limit order at bybit-v5. */
export const bybitCase: VenueCase = {
  venue: 'bybit-v5',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.bybit.com',
    path: '/v5/order/create',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bybit',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('v5/order/create', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key)
      .update(`${timestamp}${API_KEY}5000${body}`)
      .digest('hex')
    return {
      url: 'https://api.bybit.com/v5/order/create',
      method: 'POST',
      headers: {
        'X-BAPI-API-KEY': API_KEY,
        'X-BAPI-TIMESTAMP': timestamp,
        'X-BAPI-RECV-WINDOW': '5000',
        'X-BAPI-SIGN': signature,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

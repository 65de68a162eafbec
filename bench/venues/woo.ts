import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'PERP_BTC_USDT',
  side: 'BUY',
  type: 'LIMIT',
  quantity: '0.001',
  price: '50000',
  clientOrderId: 1,
}

/** A limit order at woo-v3. */
export const wooCase: VenueCase = {
  venue: 'woo-v3',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.woox.io',
    path: '/v3/trade/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'woo',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('trade/order', ['v3', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key)
      .update(`${timestamp}POST/v3/trade/order${body}`)
      .digest('hex')
    return {
      url: 'https://api.woox.io/v3/trade/order',
      method: 'POST',
      headers: {
        'x-api-key': API_KEY,
        'x-api-timestamp': timestamp,
        'x-api-signature': signature,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

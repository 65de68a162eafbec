import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  market: 'BTCUSDT',
  market_type: 'SPOT',
  side: 'buy',
  type: 'limit',
  amount: '0.001',
  price: '50000',
  client_id: 'bench-1',
}

/** A limit order at coinex-v2. */
export const coinexCase: VenueCase = {
  venue: 'coinex-v2',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.coinex.com',
    path: '/v2/spot/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'coinex',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('spot/order', ['v2', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key)
      .update(`POST/v2/spot/order${body}${timestamp}`)
      .digest('hex')
    return {
      url: 'https://api.coinex.com/v2/spot/order',
      method: 'POST',
      headers: {
        'X-COINEX-KEY': API_KEY,
        'X-COINEX-SIGN': signature,
        'X-COINEX-TIMESTAMP': timestamp,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

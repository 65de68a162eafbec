import { createHash, createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  text: 't-bench',
  currency_pair: 'BTC_USDT',
  side: 'buy',
  type: 'limit',
  amount: '0.001',
  price: '50000',
}

/** A limit order at gate-v4. */
export const gateCase: VenueCase = {
  venue: 'gate-v4',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.gateio.ws',
    path: '/api/v4/spot/orders',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'gate',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('orders', ['private', 'spot'], 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(Math.floor(clockMs / 1000))
    const digest = createHash('sha512').update(body).digest('hex')
    const signature = createHmac('sha512', textKey.key)
      .update(`POST\n/api/v4/spot/orders\n\n${digest}\n${timestamp}`)
      .digest('hex')
    return {
      url: 'https://api.gateio.ws/api/v4/spot/orders',
      method: 'POST',
      headers: {
        KEY: API_KEY,
        SIGN: signature,
        Timestamp: timestamp,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  market: 'BTC_USDT',
  side: 'buy',
  amount: '0.001',
  price: '50000',
  clientOrderId: 'bench-1',
}

/** A limit order at whitebit-v4. */
export const whitebitCase: VenueCase = {
  venue: 'whitebit-v4',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://whitebit.com',
    path: '/api/v4/order/new',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'whitebit',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order/new', ['v4', 'private'], 'POST', params),
  },
  raw({ nonce = '' }) {
    const body = JSON.stringify({ request: '/api/v4/order/new', nonce, nonceWindow: false, ...order })
    const payload = Buffer.from(body, 'utf8').toString('base64')
    return {
      url: 'https://whitebit.com/api/v4/order/new',
      method: 'POST',
      headers: {
        'X-TXC-APIKEY': API_KEY,
        'X-TXC-PAYLOAD': payload,
        'X-TXC-SIGNATURE': createHmac('sha512', textKey.key).update(payload).digest('hex'),
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

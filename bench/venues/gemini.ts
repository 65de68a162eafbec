import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'btcusd',
  amount: '0.001',
  price: '50000',
  side: 'buy',
  type: 'exchange limit',
}

/** A limit order at gemini-v1. */
export const geminiCase: VenueCase = {
  venue: 'gemini-v1',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.gemini.com',
    path: '/v1/order/new',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'gemini',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('v1/order/new', 'private', 'POST', params),
  },
  raw({ nonce = '' }) {
    const json = JSON.stringify({ request: '/v1/order/new', nonce, ...order })
    const payload = Buffer.from(json, 'utf8').toString('base64')
    return {
      url: 'https://api.gemini.com/v1/order/new',
      method: 'POST',
      headers: {
        'X-GEMINI-APIKEY': API_KEY,
        'X-GEMINI-PAYLOAD': payload,
        'X-GEMINI-SIGNATURE': createHmac('sha384', textKey.key).update(payload).digest('hex'),
        'Cache-Control': 'no-cache',
        'Content-Type': 'text/plain',
      },
      body: null,
    }
  },
}

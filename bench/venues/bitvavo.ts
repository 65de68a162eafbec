import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  market: 'BTC-EUR',
  side: 'buy',
  orderType: 'limit',
  amount: '0.001',
  price: '50000',
  operatorId: 1,
}

/** A limit order at bitvavo-v2. */
export const bitvavoCase: VenueCase = {
  venue: 'bitvavo-v2',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.bitvavo.com',
    path: '/v2/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bitvavo',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key)
      .update(`${timestamp}POST/v2/order${body}`)
      .digest('hex')
    return {
      url: 'https://api.bitvavo.com/v2/order',
      method: 'POST',
      headers: {
        'Bitvavo-Access-Key': API_KEY,
        'Bitvavo-Access-Signature': signature,
        'Bitvavo-Access-Timestamp': timestamp,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

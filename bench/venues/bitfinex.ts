import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  type: 'EXCHANGE LIMIT',
  symbol: 'tBTCUSD',
  amount: '0.001',
  price: '50000',
  cid: 1,
}

/** A limit order at bitfinex-v2. */
export const bitfinexCase: VenueCase = {
  venue: 'bitfinex-v2',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.bitfinex.com',
    path: '/v2/auth/w/order/submit',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bitfinex',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('auth/w/order/submit', 'private', 'POST', params),
  },
  raw({ nonce = '' }) {
    const body = JSON.stringify(order)
    const signature = createHmac('sha384', textKey.key)
      .update(`/api/v2/auth/w/order/submit${nonce}${body}`)
      .digest('hex')
    return {
      url: 'https://api.bitfinex.com/v2/auth/w/order/submit',
      method: 'POST',
      headers: {
        'bfx-nonce': nonce,
        'bfx-apikey': API_KEY,
        'bfx-signature': signature,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

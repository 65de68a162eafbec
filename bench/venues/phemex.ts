import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  clOrdID: 'bench-1',
  symbol: 'BTCUSDT',
  side: 'Buy',
  ordType: 'Limit',
  orderQtyRq: '0.001',
  priceRp: '50000',
  posSide: 'Merged',
}

/** A limit order at phemex. */
export const phemexCase: VenueCase = {
  venue: 'phemex',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.phemex.com',
    path: '/g-orders',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'phemex',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('g-orders', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const expiry = String(Math.floor(clockMs / 1000) + 60)
    const signature = createHmac('sha256', textKey.key).update(`/g-orders${expiry}${body}`).digest('hex')
    return {
      url: 'https://api.phemex.com/g-orders',
      method: 'POST',
      headers: {
        'x-phemex-access-token': API_KEY,
        'x-phemex-request-expiry': expiry,
        'x-phemex-request-signature': signature,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

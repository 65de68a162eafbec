import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  instrument_name: 'BTC_USD',
  side: 'BUY',
  type: 'LIMIT',
  price: '50000',
  quantity: '0.001',
  client_oid: 'bench-1',
}

/** A limit order at cryptocom-v1. */
export const cryptocomCase: VenueCase = {
  venue: 'cryptocom-v1',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.crypto.com/exchange/v1',
    path: '/private/create-order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'cryptocom',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('private/create-order', ['v1', 'private'], 'POST', params),
  },
  raw({ nonce = '' }) {
    const text = `client_oid${order.client_oid}instrument_name${order.instrument_name}price${order.price}quantity${order.quantity}side${order.side}type${order.type}`
    const sig = createHmac('sha256', textKey.key)
      .update(`private/create-order${nonce}${API_KEY}${text}${nonce}`)
      .digest('hex')
    return {
      url: 'https://api.crypto.com/exchange/v1/private/create-order',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        id: nonce,
        method: 'private/create-order',
        api_key: API_KEY,
        params: order,
        nonce,
        sig,
      }),
    }
  },
}

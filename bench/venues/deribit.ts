import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  instrument_name: 'BTC-PERPETUAL',
  amount: 10,
  type: 'limit',
  price: 50000,
  label: 'bench-1',
}

/** A limit order at deribit-v2. */
export const deribitCase: VenueCase = {
  venue: 'deribit-v2',
  credentials: textKey.credentials,
  request: {
    method: 'GET',
    baseUrl: 'https://www.deribit.com',
    path: '/api/v2/private/buy',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'deribit',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('buy', 'private', 'GET', params),
  },
  raw({ clockMs, nonce = '' }) {
    const target = `/api/v2/private/buy?instrument_name=${encodeURIComponent(order.instrument_name)}&amount=${encodeURIComponent(order.amount)}&type=${encodeURIComponent(order.type)}&price=${encodeURIComponent(order.price)}&label=${encodeURIComponent(order.label)}`
    const signature = createHmac('sha256', textKey.key)
      .update(`${clockMs}\n${nonce}\nGET\n${target}\n\n`)
      .digest('hex')
    return {
      url: `https://www.deribit.com${target}`,
      method: 'GET',
      headers: {
        Authorization: `deri-hmac-sha256 id=${API_KEY},ts=${clockMs},sig=${signature},nonce=${nonce}`,
      },
      body: null,
    }
  },
}

import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  amount: '0.001',
  price: '50000',
  client_order_id: 'bench-1',
}

/** A limit order at bitstamp-v2. */
export const bitstampCase: VenueCase = {
  venue: 'bitstamp-v2',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://www.bitstamp.net',
    path: '/api/v2/buy/btcusd/',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bitstamp',
    credentials: textKey.ccxt,
    sign: (exchange, params) =>
      exchange.sign('buy/{pair}/', 'private', 'POST', { pair: 'btcusd', ...params }),
  },
  raw({ clockMs, uuid = '' }) {
    const body = `amount=${encodeURIComponent(order.amount)}&price=${encodeURIComponent(order.price)}&client_order_id=${encodeURIComponent(order.client_order_id)}`
    const timestamp = String(clockMs)
    const auth = `BITSTAMP ${API_KEY}`
    const signature = createHmac('sha256', textKey.key)
      .update(
        `${auth}POSTwww.bitstamp.net/api/v2/buy/btcusd/application/x-www-form-urlencoded${uuid}${timestamp}v2${body}`,
      )
      .digest('hex')
    return {
      url: 'https://www.bitstamp.net/api/v2/buy/btcusd/',
      method: 'POST',
      headers: {
        'X-Auth': auth,
        'X-Auth-Signature': signature,
        'X-Auth-Nonce': uuid,
        'X-Auth-Timestamp': timestamp,
        'X-Auth-Version': 'v2',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body,
    }
  },
}

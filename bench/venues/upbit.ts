import { createHash, createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}', 'utf8').toString('base64url')

const order = {
  market: 'KRW-BTC',
  side: 'bid',
  ord_type: 'limit',
  volume: '0.001',
  price: '50000000',
  identifier: 'bench-1',
}

/** A limit order at upbit-v1. */
export const upbitCase: VenueCase = {
  venue: 'upbit-v1',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.upbit.com',
    path: '/v1/orders',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'upbit',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('orders', 'private', 'POST', params),
  },
  raw({ uuid = '' }) {
    const query = `market=${order.market}&side=${order.side}&ord_type=${order.ord_type}&volume=${order.volume}&price=${order.price}&identifier=${order.identifier}`
    const claims = JSON.stringify({
      access_key: API_KEY,
      nonce: uuid,
      query_hash: createHash('sha512').update(query).digest('hex'),
      query_hash_alg: 'SHA512',
    })
    const unsigned = `${HEADER}.${Buffer.from(claims, 'utf8').toString('base64url')}`
    const signature = createHmac('sha256', textKey.key).update(unsigned).digest('base64url')
    return {
      url: 'https://api.upbit.com/v1/orders',
      method: 'POST',
      headers: { Authorization: `Bearer ${unsigned}.${signature}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(order),
    }
  },
}

import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { Secret } from '../../sdk/core/secret.ts'
import { API_KEY, base64Key, PASSPHRASE } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  product_id: 'BTC-USD',
  side: 'buy',
  type: 'limit',
  size: '0.001',
  price: '50000',
  time_in_force: 'GTC',
}

/** A limit order at coinbase-exchange. */
export const coinbaseExchangeCase: VenueCase = {
  venue: 'coinbase-exchange',
  credentials: base64Key.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.exchange.coinbase.com',
    path: '/orders',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'coinbaseexchange',
    credentials: base64Key.ccxt,
    sign: (exchange, params) => exchange.sign('orders', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(Math.floor(clockMs / 1000))
    const signature = createHmac('sha256', base64Key.key)
      .update(`${timestamp}POST/orders${body}`)
      .digest('base64')
    return {
      url: 'https://api.exchange.coinbase.com/orders',
      method: 'POST',
      headers: {
        'CB-ACCESS-KEY': API_KEY,
        'CB-ACCESS-SIGN': signature,
        'CB-ACCESS-TIMESTAMP': timestamp,
        'CB-ACCESS-PASSPHRASE': PASSPHRASE,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const pem = pair.privateKey.export({ format: 'pem', type: 'sec1' }).toString()
const NAME = 'organizations/00000000-0000-0000-0000-000000000000/apiKeys/00000000-0000-0000-0000-000000000001'

const advancedOrder = {
  client_order_id: 'bench-1',
  product_id: 'BTC-USD',
  side: 'BUY',
  order_configuration: { limit_limit_gtc: { base_size: '0.001', limit_price: '50000' } },
}

/** A limit order at coinbase-advanced. */
export const coinbaseAdvancedCase: VenueCase = {
  venue: 'coinbase-advanced',
  credentials: { keyType: 'es256', apiKey: NAME, secret: new Secret(pem) },
  request: {
    method: 'POST',
    baseUrl: 'https://api.coinbase.com',
    path: '/api/v3/brokerage/orders',
    params: Object.entries(advancedOrder),
  },
  ccxt: {
    exchange: 'coinbase',
    credentials: { apiKey: NAME, secret: pem },
    sign: (exchange, params) => exchange.sign('brokerage/orders', ['v3', 'private'], 'POST', params),
  },
  raw({ clockMs, randomHex = '' }) {
    const now = Math.floor(clockMs / 1000)
    const header = JSON.stringify({ alg: 'ES256', kid: NAME, nonce: randomHex, typ: 'JWT' })
    const claims = JSON.stringify({
      iss: 'cdp',
      sub: NAME,
      nbf: now,
      exp: now + 120,
      uri: 'POST api.coinbase.com/api/v3/brokerage/orders',
    })
    const unsigned = `${Buffer.from(header).toString('base64url')}.${Buffer.from(claims).toString('base64url')}`
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
    const signature = sign('sha256', Buffer.from(unsigned), key).toString('base64url')
    return {
      url: 'https://api.coinbase.com/api/v3/brokerage/orders',
      method: 'POST',
      headers: { Authorization: `Bearer ${unsigned}.${signature}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(advancedOrder),
    }
  },
}

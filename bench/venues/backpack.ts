import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { Secret } from '../../sdk/core/secret.ts'
import type { VenueCase } from './venueCase.ts'

const seed = Buffer.alloc(32, 7)
const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
const apiKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

const order = {
  symbol: 'BTC_USDC',
  side: 'Bid',
  orderType: 'Limit',
  timeInForce: 'GTC',
  quantity: '0.001',
  price: '50000',
  clientId: 1,
}

/** A limit order at backpack. */
export const backpackCase: VenueCase = {
  venue: 'backpack',
  credentials: { keyType: 'ed25519', apiKey, secret: new Secret(seed.toString('base64')) },
  request: {
    method: 'POST',
    baseUrl: 'https://api.backpack.exchange',
    path: '/api/v1/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'backpack',
    credentials: { apiKey, secret: seed.toString('base64') },
    sign: (exchange, params) => exchange.sign('api/v1/order', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const timestamp = String(clockMs)
    const text = `clientId=${order.clientId}&orderType=${encodeURIComponent(order.orderType)}&price=${encodeURIComponent(order.price)}&quantity=${encodeURIComponent(order.quantity)}&side=${encodeURIComponent(order.side)}&symbol=${encodeURIComponent(order.symbol)}&timeInForce=${encodeURIComponent(order.timeInForce)}`
    const signed = Buffer.from(`instruction=orderExecute&${text}&timestamp=${timestamp}&window=5000`)
    return {
      url: 'https://api.backpack.exchange/api/v1/order',
      method: 'POST',
      headers: {
        'X-API-Key': apiKey,
        'X-Signature': sign(null, signed, key).toString('base64'),
        'X-Timestamp': timestamp,
        'X-Window': '5000',
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(order),
    }
  },
}

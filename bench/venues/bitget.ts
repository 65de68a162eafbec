import { createHmac } from 'node:crypto'
import { API_KEY, PASSPHRASE, passphraseKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  price: '50000',
  size: '0.001',
}

/** A limit order at bitget-v2. */
export const bitgetCase: VenueCase = {
  venue: 'bitget-v2',
  credentials: passphraseKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.bitget.com',
    path: '/api/v2/spot/trade/place-order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bitget',
    credentials: passphraseKey.ccxt,
    sign: (exchange, params) =>
      exchange.sign('v2/spot/trade/place-order', ['private', 'spot'], 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', passphraseKey.key)
      .update(`${timestamp}POST/api/v2/spot/trade/place-order${body}`)
      .digest('base64')
    return {
      url: 'https://api.bitget.com/api/v2/spot/trade/place-order',
      method: 'POST',
      headers: {
        'ACCESS-KEY': API_KEY,
        'ACCESS-SIGN': signature,
        'ACCESS-TIMESTAMP': timestamp,
        'ACCESS-PASSPHRASE': PASSPHRASE,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

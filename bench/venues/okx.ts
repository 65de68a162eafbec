import { createHmac } from 'node:crypto'
import { API_KEY, PASSPHRASE, passphraseKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'limit',
  sz: '1',
  px: '50000',
  clOrdId: 'bench1',
}

/** A limit order at okx-v5. */
export const okxCase: VenueCase = {
  venue: 'okx-v5',
  credentials: passphraseKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://www.okx.com',
    path: '/api/v5/trade/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'okx',
    credentials: passphraseKey.ccxt,
    sign: (exchange, params) => exchange.sign('trade/order', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(order)
    const timestamp = new Date(clockMs).toISOString()
    const signature = createHmac('sha256', passphraseKey.key)
      .update(`${timestamp}POST/api/v5/trade/order${body}`)
      .digest('base64')
    return {
      url: 'https://www.okx.com/api/v5/trade/order',
      method: 'POST',
      headers: {
        'OK-ACCESS-KEY': API_KEY,
        'OK-ACCESS-SIGN': signature,
        'OK-ACCESS-TIMESTAMP': timestamp,
        'OK-ACCESS-PASSPHRASE': PASSPHRASE,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

import { createHmac } from 'node:crypto'
import { API_KEY, PASSPHRASE, passphraseKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

/** Once, as a client would. */
const signedPassphrase = createHmac('sha256', passphraseKey.key).update(PASSPHRASE).digest('base64')

const kucoinSpotOrder = {
  clientOid: 'bench-1',
  symbol: 'BTC-USDT',
  side: 'buy',
  type: 'limit',
  price: '50000',
  size: '0.001',
}

const kucoinFuturesOrder = {
  clientOid: 'bench-1',
  symbol: 'XBTUSDTM',
  side: 'buy',
  type: 'limit',
  price: '50000',
  size: 1,
  leverage: '5',
}

/** A limit order at kucoin-spot. */
export const kucoinSpotCase: VenueCase = {
  venue: 'kucoin-spot',
  credentials: passphraseKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.kucoin.com',
    path: '/api/v1/hf/orders',
    params: Object.entries(kucoinSpotOrder),
  },
  ccxt: {
    exchange: 'kucoin',
    credentials: passphraseKey.ccxt,
    sign: (exchange, params) => exchange.sign('hf/orders', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(kucoinSpotOrder)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', passphraseKey.key)
      .update(`${timestamp}POST/api/v1/hf/orders${body}`)
      .digest('base64')
    return {
      url: 'https://api.kucoin.com/api/v1/hf/orders',
      method: 'POST',
      headers: {
        'KC-API-KEY': API_KEY,
        'KC-API-SIGN': signature,
        'KC-API-TIMESTAMP': timestamp,
        'KC-API-PASSPHRASE': signedPassphrase,
        'KC-API-KEY-VERSION': '2',
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

/** A limit order at kucoin-futures. */
export const kucoinFuturesCase: VenueCase = {
  venue: 'kucoin-futures',
  credentials: passphraseKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api-futures.kucoin.com',
    path: '/api/v1/orders',
    params: Object.entries(kucoinFuturesOrder),
  },
  ccxt: {
    exchange: 'kucoin',
    credentials: passphraseKey.ccxt,
    sign: (exchange, params) => exchange.sign('orders', 'futuresPrivate', 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(kucoinFuturesOrder)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', passphraseKey.key)
      .update(`${timestamp}POST/api/v1/orders${body}`)
      .digest('base64')
    return {
      url: 'https://api-futures.kucoin.com/api/v1/orders',
      method: 'POST',
      headers: {
        'KC-API-KEY': API_KEY,
        'KC-API-SIGN': signature,
        'KC-API-TIMESTAMP': timestamp,
        'KC-API-PASSPHRASE': signedPassphrase,
        'KC-API-KEY-VERSION': '2',
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

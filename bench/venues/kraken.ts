import { createHash, createHmac } from 'node:crypto'
import { API_KEY, base64Key } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const krakenSpotOrder = {
  pair: 'XBTUSD',
  type: 'buy',
  ordertype: 'limit',
  price: '50000',
  volume: '0.001',
}

const krakenFuturesOrder = {
  orderType: 'lmt',
  symbol: 'PF_XBTUSD',
  side: 'buy',
  size: '1',
  limitPrice: '50000',
  cliOrdId: 'bench-1',
}

/** A limit order at kraken-spot. */
export const krakenSpotCase: VenueCase = {
  venue: 'kraken-spot',
  credentials: base64Key.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.kraken.com',
    path: '/0/private/AddOrder',
    params: Object.entries(krakenSpotOrder),
  },
  ccxt: {
    exchange: 'kraken',
    credentials: base64Key.ccxt,
    sign: (exchange, params) => exchange.sign('AddOrder', 'private', 'POST', params),
  },
  raw({ nonce = '' }) {
    const body = `nonce=${nonce}&pair=${encodeURIComponent(krakenSpotOrder.pair)}&type=${encodeURIComponent(krakenSpotOrder.type)}&ordertype=${encodeURIComponent(krakenSpotOrder.ordertype)}&price=${encodeURIComponent(krakenSpotOrder.price)}&volume=${encodeURIComponent(krakenSpotOrder.volume)}`
    const digest = createHash('sha256').update(`${nonce}${body}`).digest()
    const signature = createHmac('sha512', base64Key.key)
      .update('/0/private/AddOrder')
      .update(digest)
      .digest('base64')
    return {
      url: 'https://api.kraken.com/0/private/AddOrder',
      method: 'POST',
      headers: {
        'API-Key': API_KEY,
        'API-Sign': signature,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body,
    }
  },
}

/** A limit order at kraken-futures. */
export const krakenFuturesCase: VenueCase = {
  venue: 'kraken-futures',
  credentials: base64Key.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://futures.kraken.com',
    path: '/derivatives/api/v3/sendorder',
    params: Object.entries(krakenFuturesOrder),
  },
  ccxt: {
    exchange: 'krakenfutures',
    credentials: base64Key.ccxt,
    sign: (exchange, params) => exchange.sign('sendorder', 'private', 'POST', params),
  },
  raw() {
    const body = `orderType=${encodeURIComponent(krakenFuturesOrder.orderType)}&symbol=${encodeURIComponent(krakenFuturesOrder.symbol)}&side=${encodeURIComponent(krakenFuturesOrder.side)}&size=${encodeURIComponent(krakenFuturesOrder.size)}&limitPrice=${encodeURIComponent(krakenFuturesOrder.limitPrice)}&cliOrdId=${encodeURIComponent(krakenFuturesOrder.cliOrdId)}`
    const digest = createHash('sha256').update(`${body}/api/v3/sendorder`).digest()
    const signature = createHmac('sha512', base64Key.key).update(digest).digest('base64')
    return {
      url: 'https://futures.kraken.com/derivatives/api/v3/sendorder',
      method: 'POST',
      headers: { APIKey: API_KEY, Authent: signature, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    }
  },
}

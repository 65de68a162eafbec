import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.001',
  price: '50000',
  newClientOrderId: 'bench-1',
}

/** A limit order at binance-spot. */
export const binanceSpotCase: VenueCase = {
  venue: 'binance-spot',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.binance.com',
    path: '/api/v3/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'binance',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order', 'private', 'POST', params),
  },
  raw({ clockMs }) {
    const payload = `symbol=${encodeURIComponent(order.symbol)}&side=${encodeURIComponent(order.side)}&type=${encodeURIComponent(order.type)}&timeInForce=${encodeURIComponent(order.timeInForce)}&quantity=${encodeURIComponent(order.quantity)}&price=${encodeURIComponent(order.price)}&newClientOrderId=${encodeURIComponent(order.newClientOrderId)}&recvWindow=5000&timestamp=${clockMs}`
    const body = `${payload}&signature=${createHmac('sha256', textKey.key).update(payload).digest('hex')}`
    return {
      url: 'https://api.binance.com/api/v3/order',
      method: 'POST',
      headers: { 'X-MBX-APIKEY': API_KEY, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    }
  },
}

/** A limit order at binance-usdm. */
export const binanceUsdmCase: VenueCase = {
  venue: 'binance-usdm',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://fapi.binance.com',
    path: '/fapi/v1/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'binance',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order', 'fapiPrivate', 'POST', params),
  },
  raw({ clockMs }) {
    const payload = `symbol=${encodeURIComponent(order.symbol)}&side=${encodeURIComponent(order.side)}&type=${encodeURIComponent(order.type)}&timeInForce=${encodeURIComponent(order.timeInForce)}&quantity=${encodeURIComponent(order.quantity)}&price=${encodeURIComponent(order.price)}&newClientOrderId=${encodeURIComponent(order.newClientOrderId)}&recvWindow=5000&timestamp=${clockMs}`
    const body = `${payload}&signature=${createHmac('sha256', textKey.key).update(payload).digest('hex')}`
    return {
      url: 'https://fapi.binance.com/fapi/v1/order',
      method: 'POST',
      headers: { 'X-MBX-APIKEY': API_KEY, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    }
  },
}

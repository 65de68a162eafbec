import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const mexcSpotOrder = {
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'LIMIT',
  quantity: '0.001',
  price: '50000',
  newClientOrderId: 'bench-1',
}

const mexcContractOrder = {
  symbol: 'BTC_USDT',
  price: 50000,
  vol: 1,
  side: 1,
  type: 1,
  openType: 1,
  leverage: 5,
}

/** A limit order at mexc-spot. */
export const mexcSpotCase: VenueCase = {
  venue: 'mexc-spot',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.mexc.com',
    path: '/api/v3/order',
    params: Object.entries(mexcSpotOrder),
  },
  ccxt: {
    exchange: 'mexc',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order', ['spot', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const payload = `symbol=${encodeURIComponent(mexcSpotOrder.symbol)}&side=${encodeURIComponent(mexcSpotOrder.side)}&type=${encodeURIComponent(mexcSpotOrder.type)}&quantity=${encodeURIComponent(mexcSpotOrder.quantity)}&price=${encodeURIComponent(mexcSpotOrder.price)}&newClientOrderId=${encodeURIComponent(mexcSpotOrder.newClientOrderId)}&recvWindow=5000&timestamp=${clockMs}`
    const signature = createHmac('sha256', textKey.key).update(payload).digest('hex')
    return {
      url: `https://api.mexc.com/api/v3/order?${payload}&signature=${signature}`,
      method: 'POST',
      headers: { 'X-MEXC-APIKEY': API_KEY, 'Content-Type': 'application/json' },
      body: null,
    }
  },
}

/** A limit order at mexc-contract. */
export const mexcContractCase: VenueCase = {
  venue: 'mexc-contract',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://contract.mexc.com',
    path: '/api/v1/private/order/submit',
    params: Object.entries(mexcContractOrder),
  },
  ccxt: {
    exchange: 'mexc',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('order/submit', ['contract', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const body = JSON.stringify(mexcContractOrder)
    const timestamp = String(clockMs)
    const signature = createHmac('sha256', textKey.key).update(`${API_KEY}${timestamp}${body}`).digest('hex')
    return {
      url: 'https://contract.mexc.com/api/v1/private/order/submit',
      method: 'POST',
      headers: {
        ApiKey: API_KEY,
        'Request-Time': timestamp,
        Signature: signature,
        'Content-Type': 'application/json',
      },
      body,
    }
  },
}

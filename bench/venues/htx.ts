import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const htxSpotOrder = {
  'account-id': '100009',
  symbol: 'btcusdt',
  type: 'buy-limit',
  amount: '0.001',
  price: '50000',
  'client-order-id': 'bench-1',
}

const htxLinearOrder = {
  contract_code: 'BTC-USDT',
  volume: 1,
  direction: 'buy',
  offset: 'open',
  price: 50000,
  lever_rate: 5,
  order_price_type: 'limit',
  channel_code: 'bench',
}

/** A limit order at htx-spot. */
export const htxSpotCase: VenueCase = {
  venue: 'htx-spot',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.huobi.pro',
    path: '/v1/order/orders/place',
    params: Object.entries(htxSpotOrder),
  },
  ccxt: {
    exchange: 'htx',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('v1/order/orders/place', ['spot', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const timestamp = encodeURIComponent(new Date(clockMs).toISOString().slice(0, 19))
    const query = `AccessKeyId=${API_KEY}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=${timestamp}`
    const signature = createHmac('sha256', textKey.key)
      .update(`POST\napi.huobi.pro\n/v1/order/orders/place\n${query}`)
      .digest('base64')
    return {
      url: `https://api.huobi.pro/v1/order/orders/place?${query}&Signature=${encodeURIComponent(signature)}`,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(htxSpotOrder),
    }
  },
}

/** A limit order at htx-linear. */
export const htxLinearCase: VenueCase = {
  venue: 'htx-linear',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://api.hbdm.com',
    path: '/linear-swap-api/v1/swap_order',
    params: Object.entries(htxLinearOrder),
  },
  ccxt: {
    exchange: 'htx',
    credentials: textKey.ccxt,
    sign: (exchange, params) =>
      exchange.sign('linear-swap-api/v1/swap_order', ['contract', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const timestamp = encodeURIComponent(new Date(clockMs).toISOString().slice(0, 19))
    const query = `AccessKeyId=${API_KEY}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=${timestamp}`
    const signature = createHmac('sha256', textKey.key)
      .update(`POST\napi.hbdm.com\n/linear-swap-api/v1/swap_order\n${query}`)
      .digest('base64')
    return {
      url: `https://api.hbdm.com/linear-swap-api/v1/swap_order?${query}&Signature=${encodeURIComponent(signature)}`,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(htxLinearOrder),
    }
  },
}

import { createHmac } from 'node:crypto'
import { API_KEY, textKey } from './keys.ts'
import type { VenueCase } from './venueCase.ts'

const order = {
  symbol: 'BTC-USDT',
  side: 'BUY',
  positionSide: 'LONG',
  type: 'LIMIT',
  quantity: '0.001',
  price: '50000',
}

/** A limit order at bingx. */
export const bingxCase: VenueCase = {
  venue: 'bingx',
  credentials: textKey.credentials,
  request: {
    method: 'POST',
    baseUrl: 'https://open-api.bingx.com',
    path: '/openApi/swap/v2/trade/order',
    params: Object.entries(order),
  },
  ccxt: {
    exchange: 'bingx',
    credentials: textKey.ccxt,
    sign: (exchange, params) => exchange.sign('trade/order', ['swap', 'v2', 'private'], 'POST', params),
  },
  raw({ clockMs }) {
    const raw = `positionSide=${order.positionSide}&price=${order.price}&quantity=${order.quantity}&side=${order.side}&symbol=${order.symbol}&timestamp=${clockMs}&type=${order.type}`
    const query = `positionSide=${encodeURIComponent(order.positionSide)}&price=${encodeURIComponent(order.price)}&quantity=${encodeURIComponent(order.quantity)}&side=${encodeURIComponent(order.side)}&symbol=${encodeURIComponent(order.symbol)}&timestamp=${clockMs}&type=${encodeURIComponent(order.type)}`
    const signature = createHmac('sha256', textKey.key).update(raw).digest('hex')
    return {
      url: `https://open-api.bingx.com/openApi/swap/v2/trade/order?${query}&signature=${signature}`,
      method: 'POST',
      headers: { 'X-BX-APIKEY': API_KEY },
      body: null,
    }
  },
}

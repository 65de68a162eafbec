import type { Answer, LocalOrder } from '../localVenue.ts'
import { ok } from '../localVenue.ts'
import { orderDesk } from '../orderDesk.ts'

const UNKNOWN: Answer = { status: 400, body: { code: -2013, msg: 'Order does not exist.' } }
const NOTHING: Answer = { status: 400, body: { code: -2011, msg: 'Unknown order sent.' } }

/** An order as Binance shows it; the members that only futures have are there as well. */
function shown(order: LocalOrder): Record<string, unknown> {
  return {
    symbol: order.symbol,
    orderId: Number(order.id),
    clientOrderId: order.clientId,
    transactTime: order.createdAtMs,
    time: order.createdAtMs,
    updateTime: order.createdAtMs,
    price: order.price,
    origQty: order.quantity,
    executedQty: '0',
    cummulativeQuoteQty: '0',
    cumQuote: '0',
    avgPrice: '0',
    status: order.status === 'open' ? 'NEW' : 'CANCELED',
    timeInForce: 'GTC',
    type: order.type,
    side: order.side,
  }
}

/** `POST`, `GET` and `DELETE .../order`. */
export const binanceOrders = orderDesk({
  names: {
    symbol: 'symbol',
    side: 'side',
    type: 'type',
    price: 'price',
    quantity: 'quantity',
    clientId: 'newClientOrderId',
  },
  ids: ['orderId', 'origClientOrderId'],
  shown: (order) => ok(shown(order)),
  none: (_call, asked) => (asked === 'query' ? UNKNOWN : NOTHING),
})

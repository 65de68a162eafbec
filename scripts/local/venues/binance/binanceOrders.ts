import type { Answer, Call, LocalOrder } from '../localVenue.ts'
import { cancelOrder, findOrder, param, placeOrder } from '../venueState.ts'

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

/** `POST .../order`. */
export function placeBinance(call: Call): Answer {
  const order = placeOrder(call, {
    symbol: param(call, 'symbol'),
    side: param(call, 'side'),
    type: param(call, 'type'),
    price: param(call, 'price'),
    quantity: param(call, 'quantity'),
    clientId: param(call, 'newClientOrderId'),
  })
  return { status: 200, body: shown(order) }
}

/** `GET .../order`. */
export function queryBinance(call: Call): Answer {
  const order = findOrder(call, param(call, 'orderId'), param(call, 'origClientOrderId'))
  return order ? { status: 200, body: shown(order) } : UNKNOWN
}

/** `DELETE .../order`. */
export function cancelBinance(call: Call): Answer {
  const order = cancelOrder(call, param(call, 'orderId'), param(call, 'origClientOrderId'))
  return order ? { status: 200, body: shown(order) } : NOTHING
}

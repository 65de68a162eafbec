import { cancelReader } from '../../orders/cancelReader.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { sides, types } from './orderWords.ts'
import { kucoinSpotEndpoints } from './spotEndpoints.ts'

const BATCHED = [
  'clientOid',
  'side',
  'symbol',
  'type',
  'remark',
  'stp',
  'tags',
  'price',
  'size',
  'funds',
  'timeInForce',
  'cancelAfter',
  'postOnly',
  'hidden',
  'iceberg',
  'visibleSize',
]
const STOPPED = ['stop', 'stopPrice', 'tradeType']
const BORROWING = ['autoBorrow', 'autoRepay']
const HF = new Set([...BATCHED, 'allowMaxTimeWindow', 'clientTimestamp'])
const STOP = new Set([...BATCHED, ...STOPPED])
const MARGIN = new Set([...BATCHED, ...STOPPED, ...BORROWING, 'isIsolated', 'marginModel'])

/** An order without a type is a limit order; one with a stop rests until its price is reached. */
function order(members: OrderMembers, market: string): PlacedOrder {
  for (const name of BORROWING) {
    // a loan is full authority
    if (members.flag(name)) throw members.unreadable(`${name} borrows or repays`)
  }
  const kind = members.optionalChoice('type', types) ?? 'limit'
  const rests = members.has('stop') || members.has('stopPrice')
  const type = !rests ? kind : kind === 'limit' ? 'triggerLimit' : 'triggerMarket'
  const quote = kind === 'market' ? members.optionalPositive('funds') : undefined
  if (quote === undefined ? members.has('funds') : members.has('size')) {
    throw members.unreadable('size and funds do not go together here')
  }
  return {
    action: 'place',
    market,
    side: members.choice('side', sides),
    type,
    quantity: quote ?? members.positive('size'),
    unit: quote === undefined ? 'base' : 'quote',
    price: members.priceFor(type, 'price'),
    triggerPrice: members.optionalPositive('stopPrice'),
    reduceOnly: false,
  }
}

function single(known: ReadonlySet<string>): OrderReader {
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    return [order(members, members.text('symbol'))]
  }
}

const LIST = new Set(['orderList'])
const LIST_OF_MARKET = new Set(['orderList', 'symbol'])

const readList: OrderReader = (request, endpoint) =>
  OrderMembers.ofRequest(endpoint, request, LIST)
    .list('orderList', HF)
    .map((members) => order(members, members.text('symbol')))

/** The market is named once, and may be repeated, but not changed. */
const readListOfMarket: OrderReader = (request, endpoint) => {
  const outer = OrderMembers.ofRequest(endpoint, request, LIST_OF_MARKET)
  const market = outer.text('symbol')
  return outer.list('orderList', STOP).map((members) => {
    if ((members.optionalText('symbol') ?? market) !== market) {
      throw members.unreadable('symbol is not the symbol of the list')
    }
    return order(members, market)
  })
}

const OCO = new Set([
  'clientOid',
  'side',
  'symbol',
  'price',
  'size',
  'stopPrice',
  'limitPrice',
  'tradeType',
  'remark',
])

const readOco: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, OCO)
  const shared = {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sides),
    quantity: members.positive('size'),
    unit: 'base',
    reduceOnly: false,
  } as const
  return [
    { ...shared, type: 'limit', price: members.positive('price') },
    {
      ...shared,
      type: 'triggerLimit',
      price: members.positive('limitPrice'),
      triggerPrice: members.positive('stopPrice'),
    },
  ]
}

const ALTERATION = new Set(['symbol', 'clientOid', 'orderId', 'newPrice', 'newSize'])

const readAlteration: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ALTERATION)
  return [
    {
      action: 'amend',
      market: members.text('symbol'),
      side: undefined,
      type: 'limit',
      quantity: members.optionalPositive('newSize'),
      unit: 'base',
      price: members.optionalPositive('newPrice'),
      reduceOnly: false,
    },
  ]
}

const ofMarket = cancelReader([], 'symbol')
const several = cancelReader(['tradeType', 'orderIds'], 'symbol')
const byClientId = cancelReader(['clientOid'], 'symbol')
const byId = cancelReader(['orderId'], 'symbol')

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /api/v1/hf/orders', single(HF)],
  ['POST /api/v1/hf/orders/test', single(HF)],
  ['POST /api/v1/hf/orders/sync', single(HF)],
  ['POST /api/v1/hf/orders/multi', readList],
  ['POST /api/v1/hf/orders/multi/sync', readList],
  ['POST /api/v1/hf/orders/alter', readAlteration],
  ['POST /api/v1/orders', single(STOP)],
  ['POST /api/v1/orders/test', single(STOP)],
  ['POST /api/v1/orders/multi', readListOfMarket],
  ['POST /api/v1/stop-order', single(STOP)],
  ['POST /api/v3/oco/order', readOco],
  ['POST /api/v1/margin/order', single(MARGIN)],
  ['POST /api/v1/margin/order/test', single(MARGIN)],
  ['POST /api/v3/hf/margin/order', single(MARGIN)],
  ['POST /api/v3/hf/margin/order/test', single(MARGIN)],
  ['POST /api/v3/hf/margin/stop-order', single(MARGIN)],
  ['POST /api/v1/hf/orders/dead-cancel-all', cancelReader(['timeout', 'symbols'])],
  ['DELETE /api/v1/hf/orders', ofMarket],
  ['DELETE /api/v1/hf/orders/cancelAll', cancelReader([])],
  ['DELETE /api/v1/hf/orders/cancel/{orderId}', cancelReader(['cancelSize'], 'symbol')],
  ['DELETE /api/v1/hf/orders/{orderId}', ofMarket],
  ['DELETE /api/v1/hf/orders/client-order/{clientOid}', ofMarket],
  ['DELETE /api/v1/hf/orders/sync/{orderId}', ofMarket],
  ['DELETE /api/v1/hf/orders/sync/client-order/{clientOid}', ofMarket],
  ['DELETE /api/v1/orders', several],
  ['DELETE /api/v1/orders/{orderId}', ofMarket],
  ['DELETE /api/v1/order/client-order/{clientOid}', ofMarket],
  ['DELETE /api/v1/stop-order/{orderId}', ofMarket],
  ['DELETE /api/v1/stop-order/cancel', several],
  ['DELETE /api/v1/stop-order/cancelOrderByClientOid', byClientId],
  ['DELETE /api/v3/oco/order/{orderId}', ofMarket],
  ['DELETE /api/v3/oco/client-order/{clientOid}', ofMarket],
  ['DELETE /api/v3/oco/orders', several],
  ['DELETE /api/v3/hf/margin/orders', several],
  ['DELETE /api/v3/hf/margin/orders/{orderId}', ofMarket],
  ['DELETE /api/v3/hf/margin/orders/client-order/{clientOid}', ofMarket],
  ['DELETE /api/v3/hf/margin/stop-order/cancel', several],
  ['DELETE /api/v3/hf/margin/stop-order/cancel-by-id', byId],
  ['DELETE /api/v3/hf/margin/stop-order/cancel-by-clientOid', byClientId],
  ['DELETE /api/v3/hf/margin/oco-order/cancel', several],
  ['DELETE /api/v3/hf/margin/oco-order/cancel-by-id', byId],
  ['DELETE /api/v3/hf/margin/oco-order/cancel-by-clientOid', byClientId],
  ['POST /api/v3/position/update-user-leverage', noOrders],
])

/**
 * What a request to KuCoin spot or margin does to orders. A margin order that borrows or repays is unreadable.
 * @throws OrderUnreadableError
 */
export function readKucoinSpotOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(kucoinSpotEndpoints, readers, request)
}

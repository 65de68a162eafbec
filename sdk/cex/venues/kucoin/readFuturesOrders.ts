import { cancelReader } from '../../orders/cancelReader.ts'
import { everyOrder } from '../../orders/everyOrder.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { kucoinFuturesEndpoints } from './futuresEndpoints.ts'
import { sides, types } from './orderWords.ts'

const ORDER = [
  'clientOid',
  'side',
  'symbol',
  'leverage',
  'type',
  'remark',
  'stop',
  'stopPriceType',
  'stopPrice',
  'reduceOnly',
  'closeOrder',
  'forceHold',
  'stp',
  'marginMode',
  'positionSide',
  'price',
  'size',
  'qty',
  'valueQty',
  'timeInForce',
  'postOnly',
  'hidden',
  'iceberg',
  'visibleSize',
]
const TRIGGERS = ['triggerStopUpPrice', 'triggerStopDownPrice']

/** In hedge mode a position of one side only gets smaller through orders of the other. */
const REDUCING: ReadonlyMap<string, Side | 'none'> = new Map([
  ['BOTH', 'none'],
  ['LONG', 'sell'],
  ['SHORT', 'buy'],
])
const UNITS = [
  ['size', 'contracts'],
  ['qty', 'base'],
  ['valueQty', 'quote'],
] as const

function quantityOf(members: OrderMembers): Pick<PlacedOrder, 'quantity' | 'unit'> {
  const [only, ...more] = UNITS.filter(([name]) => members.has(name))
  if (only === undefined || more.length > 0) {
    throw members.unreadable('not exactly one of size, qty, valueQty is given')
  }
  return { quantity: members.positive(only[0]), unit: only[1] }
}

/** Undefined for an order that closes a position, however large that is by then. */
function order(members: OrderMembers): PlacedOrder | undefined {
  if (members.flag('closeOrder')) return undefined
  const kind = members.optionalChoice('type', types) ?? 'limit'
  const rests = members.has('stop') || members.has('stopPrice')
  const type = !rests ? kind : kind === 'limit' ? 'triggerLimit' : 'triggerMarket'
  const side = members.choice('side', sides)
  const reducing = members.optionalChoice('positionSide', REDUCING) ?? 'none'
  const flag = members.flag('reduceOnly')
  return {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    ...quantityOf(members),
    price: members.priceFor(type, 'price'),
    triggerPrice: members.optionalPositive('stopPrice'),
    // whether the flag is heeded in hedge mode is not documented
    reduceOnly: reducing === 'none' ? flag : reducing === side,
  }
}

function orders(members: OrderMembers): readonly VenueOrder[] | undefined {
  const read = order(members)
  return read === undefined ? undefined : [read]
}

/** Take profit and stop loss undo the order at the market's price. */
function withTriggers(members: OrderMembers): readonly VenueOrder[] | undefined {
  const parent = order(members)
  if (parent === undefined) return undefined
  const side = parent.side === undefined ? undefined : oppositeSide(parent.side)
  const child = { ...parent, side, type: 'triggerMarket', price: undefined, reduceOnly: false } as const
  const triggers = TRIGGERS.map((name) => members.optionalPositive(name)).filter(
    (price) => price !== undefined,
  )
  return [parent, ...triggers.map((triggerPrice) => ({ ...child, triggerPrice }))]
}

function single(
  names: readonly string[],
  read: (members: OrderMembers) => ReturnType<OrderReader>,
): OrderReader {
  const known = new Set(names)
  return (request, endpoint) => read(OrderMembers.ofRequest(endpoint, request, known))
}

const BATCHED = new Set(ORDER)

const readBatch: OrderReader = (request, endpoint) =>
  everyOrder(OrderMembers.ofBodyArray(endpoint, request, BATCHED).map(orders))

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /api/v1/orders', single(ORDER, orders)],
  ['POST /api/v1/orders/test', single(ORDER, orders)],
  ['POST /api/v1/orders/multi', readBatch],
  ['POST /api/v1/st-orders', single([...ORDER, ...TRIGGERS], withTriggers)],
  ['DELETE /api/v1/orders', cancelReader([], 'symbol')],
  ['DELETE /api/v1/orders/{orderId}', cancelReader([], 'symbol')],
  ['DELETE /api/v1/orders/client-order/{clientOid}', cancelReader([], 'symbol')],
  ['DELETE /api/v1/orders/multi-cancel', cancelReader(['orderIdsList', 'clientOidsList'])],
  ['DELETE /api/v1/stopOrders', cancelReader([], 'symbol')],
  ['POST /api/v1/margin/withdrawMargin', noOrders],
  ['POST /api/v1/position/margin/auto-deposit-status', noOrders],
  ['POST /api/v1/position/margin/deposit-margin', noOrders],
  ['POST /api/v1/position/risk-limit-level/change', noOrders],
  ['POST /api/v2/changeCrossUserLeverage', noOrders],
  ['POST /api/v2/position/changeMarginMode', noOrders],
  ['POST /api/v2/position/switchPositionMode', noOrders],
])

/**
 * What a request to KuCoin futures does to orders. One that closes a position, whatever its size, cannot be read.
 * @throws OrderUnreadableError
 */
export function readKucoinFuturesOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(kucoinFuturesEndpoints, readers, request)
}

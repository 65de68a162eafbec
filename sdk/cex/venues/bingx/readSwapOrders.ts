import { amendedOrder } from '../../orders/amendedOrder.ts'
import { attachedOrder } from '../../orders/attachedOrder.ts'
import { choices } from '../../orders/choices.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import { parseOrderText } from '../../orders/parseOrderText.ts'
import { type PositionSide, reducesOnly } from '../../orders/reducesOnly.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'

const ATTACHED = ['stopLoss', 'takeProfit'] as const

// `closePosition` trades as much as the position has, which cannot be seen here: it is not taken
const ORDER = [
  'symbol',
  'side',
  'positionSide',
  'type',
  'price',
  'quantity',
  'quoteOrderQty',
  'stopPrice',
  'priceRate',
  'activationPrice',
  'workingType',
  ...ATTACHED,
  'clientOrderId',
  'clientOrderID',
  'timeInForce',
  'reduceOnly',
  'stopGuaranteed',
  'recvWindow',
]

const ATTACHED_ORDER = new Set(['type', 'stopPrice', 'price', 'workingType', 'quantity', 'stopGuaranteed'])
const BATCH = new Set(['batchOrders', 'recvWindow'])
const AMENDMENT = new Set(['symbol', 'orderId', 'clientOrderId', 'clientOrderID', 'quantity', 'recvWindow'])
const REPLACEMENT = new Set([
  ...ORDER,
  'cancelReplaceMode',
  'cancelOrderId',
  'cancelClientOrderId',
  'cancelRestrictions',
])

const TYPES = choices<OrderType>({
  LIMIT: 'limit',
  MARKET: 'market',
  STOP: 'triggerLimit',
  TAKE_PROFIT: 'triggerLimit',
  TRIGGER_LIMIT: 'triggerLimit',
  STOP_MARKET: 'triggerMarket',
  TAKE_PROFIT_MARKET: 'triggerMarket',
  TRIGGER_MARKET: 'triggerMarket',
  TRAILING_STOP_MARKET: 'other',
  TRAILING_TP_SL: 'other',
})

const POSITIONS = choices<PositionSide>({ LONG: 'long', SHORT: 'short', BOTH: 'only' })

const one: OrderReader = (request, endpoint) =>
  placed(OrderMembers.ofRequest(endpoint, request, new Set(ORDER)), 'base')

/** Readers of the endpoints of BingX swaps that place or change orders. */
export const bingxSwapReaders = new Map<string, OrderReader>([
  ['POST /openApi/swap/v2/trade/order', one],
  // a test is judged as the order that it tries
  ['POST /openApi/swap/v2/trade/order/test', one],
  [
    'POST /openApi/cswap/v1/trade/order',
    (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, new Set(ORDER)), 'contracts'),
  ],
  ['POST /openApi/swap/v2/trade/batchOrders', batch],
  ['POST /openApi/swap/v1/trade/amend', amended],
  ['POST /openApi/swap/v1/trade/cancelReplace', replaced],
])

function batch(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, BATCH)
  const orders = members.optionalListText('batchOrders', new Set(ORDER))
  if (orders === undefined) throw members.unreadable('batchOrders is missing')
  return orders.flatMap((one) => placed(one, 'base'))
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  return [
    amendedOrder({
      market: members.text('symbol'),
      quantity: members.optionalPositive('quantity'),
      unit: 'base',
    }),
  ]
}

function replaced(request: VenueRequest, endpoint: string): VenueOrder[] {
  const orders = placed(OrderMembers.ofRequest(endpoint, request, REPLACEMENT), 'base')
  return [{ action: 'cancel', market: orders[0]?.market }, ...orders]
}

function placed(members: OrderMembers, unit: 'base' | 'contracts'): PlacedOrder[] {
  onlyOne(members, ['quantity', 'quoteOrderQty'])
  const type = members.choice('type', TYPES)
  const side = members.choice('side', sideWords.upper)
  const inQuote = members.optionalPositive('quoteOrderQty')
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity: inQuote ?? members.positive('quantity'),
    unit: inQuote === undefined ? unit : 'quote',
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
    reduceOnly: reducesOnly({
      side,
      position: members.optionalChoice('positionSide', POSITIONS),
      flag: members.flag('reduceOnly'),
      refusesOtherMode: false,
    }),
  }
  return [order, ...ATTACHED.flatMap((name) => attached(members, name, order))]
}

function attached(members: OrderMembers, name: string, parent: PlacedOrder): PlacedOrder[] {
  const value = members.json(name)
  if (value === undefined) return []
  const content = typeof value === 'string' ? parseOrderText(value) : value
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw members.unreadable(`${name} is not an object`)
  }
  const own = new OrderMembers(members.endpoint, Object.entries(content), ATTACHED_ORDER)
  own.positive('stopPrice')
  const type = own.choice('type', TYPES)
  if (type !== 'triggerMarket' && type !== 'triggerLimit') {
    throw members.unreadable(`${name} is no order that waits for a price`)
  }
  const price = type === 'triggerLimit' ? own.positive('price') : undefined
  return [attachedOrder(parent, { quantity: own.optionalPositive('quantity'), price })]
}

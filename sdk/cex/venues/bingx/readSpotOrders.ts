import { choices } from '../../orders/choices.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'

const ORDER = [
  'symbol',
  'side',
  'type',
  'stopPrice',
  'quantity',
  'quoteOrderQty',
  'price',
  'newClientOrderId',
  'timeInForce',
  'recvWindow',
]

const BATCH = new Set(['data', 'sync', 'recvWindow'])

const REPLACEMENT = new Set([
  ...ORDER,
  'cancelOrderId',
  'cancelClientOrderID',
  'CancelReplaceMode',
  'cancelReplaceMode',
  'CancelRestrictions',
  'cancelRestrictions',
])

const OCO = new Set([
  'symbol',
  'side',
  'quantity',
  'limitPrice',
  'orderPrice',
  'triggerPrice',
  'listClientOrderId',
  'aboveClientOrderId',
  'belowClientOrderId',
  'recvWindow',
])

const TYPES = choices<OrderType>({
  MARKET: 'market',
  LIMIT: 'limit',
  TAKE_STOP_LIMIT: 'triggerLimit',
  TRIGGER_LIMIT: 'triggerLimit',
  TAKE_STOP_MARKET: 'triggerMarket',
  TRIGGER_MARKET: 'triggerMarket',
})

/** Readers of the spot endpoints of BingX that place orders. */
export const bingxSpotReaders = new Map<string, OrderReader>([
  [
    'POST /openApi/spot/v1/trade/order',
    (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, new Set(ORDER)))],
  ],
  ['POST /openApi/spot/v1/trade/batchOrders', batch],
  ['POST /openApi/spot/v1/trade/order/cancelReplace', replaced],
  ['POST /openApi/spot/v1/oco/order', oco],
])

function batch(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, BATCH)
  const orders = members.optionalListText('data', new Set(ORDER))
  if (orders === undefined) throw members.unreadable('data is missing')
  return orders.map(placed)
}

function replaced(request: VenueRequest, endpoint: string): VenueOrder[] {
  const order = placed(OrderMembers.ofRequest(endpoint, request, REPLACEMENT))
  return [{ action: 'cancel', market: order.market }, order]
}

/** Two orders, of which one is cancelled when the other trades. */
function oco(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, OCO)
  members.positive('triggerPrice')
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sideWords.upper),
    type: 'limit',
    quantity: members.positive('quantity'),
    unit: 'base',
    price: members.positive('limitPrice'),
    reduceOnly: false,
  }
  return [order, { ...order, type: 'triggerLimit', price: members.positive('orderPrice') }]
}

function placed(members: OrderMembers): PlacedOrder {
  onlyOne(members, ['quantity', 'quoteOrderQty'])
  const type = members.choice('type', TYPES)
  const inQuote = members.optionalPositive('quoteOrderQty')
  return {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sideWords.upper),
    type,
    quantity: inQuote ?? members.positive('quantity'),
    unit: inQuote === undefined ? 'base' : 'quote',
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
    reduceOnly: false,
  }
}

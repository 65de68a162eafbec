import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { type PositionSide, reducesOnly } from '../../orders/reducesOnly.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { poloniexEndpoints } from './endpoints.ts'

const ORDER = new Set([
  'symbol',
  'side',
  'type',
  'timeInForce',
  'accountType',
  'price',
  'quantity',
  'amount',
  'clientOrderId',
  'allowBorrow',
  'stpMode',
  'slippageTolerance',
])

const AMENDMENT = new Set([
  'price',
  'quantity',
  'amount',
  'type',
  'timeInForce',
  'allowBorrow',
  'proceedOnFailure',
  'clientOrderId',
  'slippageTolerance',
])

const SMART_ORDER = new Set([
  'symbol',
  'side',
  'type',
  'timeInForce',
  'accountType',
  'price',
  'stopPrice',
  'quantity',
  'amount',
  'clientOrderId',
  'trailingOffset',
  'limitOffset',
  'operator',
])

const FUTURES_ORDER = new Set([
  'symbol',
  'side',
  'type',
  'mgnMode',
  'posSide',
  'clOrdId',
  'px',
  'sz',
  'reduceOnly',
  'timeInForce',
  'stpMode',
])

const TYPES = choices<OrderType>({ LIMIT: 'limit', LIMIT_MAKER: 'limit', MARKET: 'market' })

const SMART_TYPES = choices<OrderType>({
  STOP: 'triggerMarket',
  STOP_LIMIT: 'triggerLimit',
  TRAILING_STOP: 'other',
  TRAILING_STOP_LIMIT: 'other',
})

const POSITIONS = choices<PositionSide>({ LONG: 'long', SHORT: 'short', BOTH: 'only' })

const READERS = new Map<string, OrderReader>([
  ['POST /orders', (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, ORDER), TYPES)]],
  [
    'POST /orders/batch',
    (request, endpoint) =>
      OrderMembers.ofBodyArray(endpoint, request, ORDER).map((members) => placed(members, TYPES)),
  ],
  ['PUT /orders/{id}', amended],
  [
    'POST /smartorders',
    (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, SMART_ORDER), SMART_TYPES)],
  ],
  ['DELETE /orders', cancelledMarkets({ market: 'symbols' })],
  ['DELETE /orders/{id}', cancelledMarkets()],
  ['DELETE /orders/cancelByIds', cancelledMarkets()],
  ['DELETE /smartorders', cancelledMarkets({ market: 'symbols' })],
  ['DELETE /smartorders/{id}', cancelledMarkets()],
  ['DELETE /smartorders/cancelByIds', cancelledMarkets()],
  ['POST /orders/killSwitch', cancelledMarkets()],
  [
    'POST /v3/trade/order',
    (request, endpoint) => [futuresPlaced(OrderMembers.ofRequest(endpoint, request, FUTURES_ORDER))],
  ],
  [
    'POST /v3/trade/orders',
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, FUTURES_ORDER).map(futuresPlaced),
  ],
  ['DELETE /v3/trade/order', cancelledMarkets({ market: 'symbol' })],
  ['DELETE /v3/trade/batchOrders', cancelledMarkets({ market: 'symbol' })],
  ['DELETE /v3/trade/allOrders', cancelledMarkets({ market: 'symbol' })],
  ['POST /v3/trade/position/margin', noOrders],
  ['POST /v3/position/leverage', noOrders],
  ['POST /v3/position/mode', noOrders],
])

/**
 * Reads orders of Poloniex, of spot in the base asset or (`amount`) in the quote asset, of futures in contracts. Orders that borrow
 * are refused. @throws OrderUnreadableError.
 */
export function readPoloniexOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(poloniexEndpoints, READERS, request)
}

function placed(members: OrderMembers, types: ReadonlyMap<string, OrderType>): PlacedOrder {
  const type = members.choice('type', types)
  const size = sizeOf(members)
  if (size.quantity === undefined) throw members.unreadable('quantity is missing')
  return {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sideWords.upper),
    type,
    ...size,
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
    reduceOnly: false,
  }
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  const type = members.optionalChoice('type', TYPES)
  const price = type === 'market' ? undefined : members.optionalPositive('price')
  return [amendedOrder({ type, ...sizeOf(members), price })]
}

function sizeOf(members: OrderMembers): Pick<PlacedOrder, 'quantity' | 'unit'> {
  onlyOne(members, ['quantity', 'amount'])
  if (members.flag('allowBorrow')) throw members.unreadable('allowBorrow takes a loan, which is no order')
  const amount = members.optionalPositive('amount')
  return amount === undefined
    ? { quantity: members.optionalPositive('quantity'), unit: 'base' }
    : { quantity: amount, unit: 'quote' }
}

function futuresPlaced(members: OrderMembers): PlacedOrder {
  const type = members.choice('type', TYPES)
  const side = members.choice('side', sideWords.upper)
  return {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity: members.positive('sz'),
    unit: 'contracts',
    price: type === 'limit' ? members.positive('px') : undefined,
    reduceOnly: reducesOnly({
      side,
      position: members.optionalChoice('posSide', POSITIONS),
      flag: members.flag('reduceOnly'),
      refusesOtherMode: false,
    }),
  }
}

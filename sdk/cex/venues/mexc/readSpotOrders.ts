import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { mexcSpotEndpoints } from './spotEndpoints.ts'

const ORDER = new Set([
  'symbol',
  'side',
  'type',
  'quantity',
  'quoteOrderQty',
  'price',
  'newClientOrderId',
  'stpMode',
  'recvWindow',
])

const BATCH = new Set(['batchOrders', 'recvWindow'])

const TYPES = choices<OrderType>({
  LIMIT: 'limit',
  MARKET: 'market',
  LIMIT_MAKER: 'limit',
  IMMEDIATE_OR_CANCEL: 'limit',
  FILL_OR_KILL: 'limit',
})

const one: OrderReader = (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, ORDER))]

const READERS = new Map<string, OrderReader>([
  ['POST /api/v3/order', one],
  // a test is judged as the order that it tries
  ['POST /api/v3/order/test', one],
  ['POST /api/v3/batchOrders', batch],
  ['DELETE /api/v3/order', cancelledMarkets({ market: 'symbol' })],
  ['DELETE /api/v3/openOrders', cancelledMarkets({ market: 'symbol' })],
  ['DELETE /api/v3/order/all', cancelledMarkets({ market: 'symbol' })],
])

/** Reads orders of MEXC spot. @throws OrderUnreadableError. */
export function readMexcSpotOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(mexcSpotEndpoints, READERS, request)
}

function batch(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, BATCH)
  const orders = members.optionalListText('batchOrders', ORDER)
  if (orders === undefined) throw members.unreadable('batchOrders is missing')
  return orders.map(placed)
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
    price: type === 'market' ? undefined : members.positive('price'),
    reduceOnly: false,
  }
}

import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { htxSpotEndpoints } from './spotEndpoints.ts'

const ORDER = new Set([
  'account-id',
  'symbol',
  'type',
  'amount',
  'price',
  'source',
  'client-order-id',
  'self-match-prevent',
  'stop-price',
  'operator',
])

const ALGO_ORDER = new Set([
  'accountId',
  'symbol',
  'orderPrice',
  'orderSide',
  'orderSize',
  'orderValue',
  'timeInForce',
  'orderType',
  'clientOrderId',
  'stopPrice',
  'trailingRate',
])

const TYPES = Object.entries({
  market: 'market',
  limit: 'limit',
  ioc: 'limit',
  'limit-maker': 'limit',
  'limit-fok': 'limit',
  'stop-limit': 'triggerLimit',
  'stop-limit-fok': 'triggerLimit',
} satisfies { [word: string]: OrderType })

const SIDED_TYPES = choices<{ side: Side; type: OrderType }>({
  ...Object.fromEntries(TYPES.map(([word, type]) => [`buy-${word}`, { side: 'buy', type }])),
  ...Object.fromEntries(TYPES.map(([word, type]) => [`sell-${word}`, { side: 'sell', type }])),
})

const ALGO_TYPES = choices<OrderType>({
  limit: 'triggerLimit',
  market: 'triggerMarket',
})

const READERS = new Map<string, OrderReader>([
  [
    'POST /v1/order/orders/place',
    (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, ORDER))],
  ],
  [
    'POST /v1/order/batch-orders',
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, ORDER).map(placed),
  ],
  [
    'POST /v2/algo-orders',
    (request, endpoint) => [algoPlaced(OrderMembers.ofRequest(endpoint, request, ALGO_ORDER))],
  ],
  ['POST /v1/order/orders/{id}/submitcancel', cancelledMarkets({ market: 'symbol' })],
  ['POST /v1/order/orders/submitCancelClientOrder', cancelledMarkets()],
  ['POST /v1/order/orders/batchcancel', cancelledMarkets()],
  ['POST /v1/order/orders/batchCancelOpenOrders', cancelledMarkets({ market: 'symbol' })],
  ['POST /v2/algo-orders/cancellation', cancelledMarkets()],
  ['POST /v2/algo-orders/cancel-all-after', cancelledMarkets()],
])

/** Reads orders of HTX spot. Buying at market counts in the quote asset. @throws OrderUnreadableError. */
export function readHtxSpotOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(htxSpotEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder {
  const { side, type } = members.choice('type', SIDED_TYPES)
  return {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity: members.positive('amount'),
    unit: type === 'market' && side === 'buy' ? 'quote' : 'base',
    price: type === 'market' ? undefined : members.positive('price'),
    reduceOnly: false,
  }
}

function algoPlaced(members: OrderMembers): PlacedOrder {
  onlyOne(members, ['orderSize', 'orderValue'])
  const type = members.choice('orderType', ALGO_TYPES)
  const value = members.optionalPositive('orderValue')
  return {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('orderSide', sideWords.lower),
    type: members.has('trailingRate') ? 'other' : type,
    quantity: value ?? members.positive('orderSize'),
    unit: value === undefined ? 'base' : 'quote',
    price: type === 'triggerLimit' ? members.positive('orderPrice') : undefined,
    reduceOnly: false,
  }
}

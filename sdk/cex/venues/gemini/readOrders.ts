import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { geminiEndpoints } from './endpoints.ts'

// `account` is not taken: with a master key it trades on another account; nor `margin_order`, which borrows
const ORDER = new Set([
  'client_order_id',
  'symbol',
  'amount',
  'min_amount',
  'price',
  'side',
  'type',
  'options',
  'stop_price',
])

const TYPES = choices<OrderType>({
  'exchange limit': 'limit',
  'exchange stop limit': 'triggerLimit',
  'exchange market': 'market',
})

/** Options that leave it what it is: an order at a limit. */
const OPTIONS = new Set(['maker-or-cancel', 'immediate-or-cancel', 'fill-or-kill'])

const READERS = new Map<string, OrderReader>([
  ['POST /v1/order/new', (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, ORDER))]],
  ['POST /v1/order/cancel', cancelledMarkets()],
  ['POST /v1/order/cancel/all', cancelledMarkets()],
  ['POST /v1/order/cancel/session', cancelledMarkets()],
  ['POST /v1/heartbeat', noOrders],
  ['POST /v1/prediction-markets/order/cancel', cancelledMarkets()],
  ['POST /v1/prediction-markets/order/batch/cancel', cancelledMarkets()],
])

/** Reads orders of Gemini; those of prediction markets are not read. @throws OrderUnreadableError. */
export function readGeminiOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(geminiEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder {
  const options = members.optionalTexts('options') ?? []
  if (options.some((option) => !OPTIONS.has(option))) throw members.unreadable('options has one not known')
  const type = members.choice('type', TYPES)
  if (type === 'triggerLimit') members.positive('stop_price')
  return {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sideWords.lower),
    type,
    quantity: members.positive('amount'),
    unit: 'base',
    price: type === 'market' ? undefined : members.positive('price'),
    reduceOnly: false,
  }
}

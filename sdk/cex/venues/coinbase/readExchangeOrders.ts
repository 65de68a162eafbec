import { cancelReader } from '../../orders/cancelReader.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { coinbaseExchangeEndpoints } from './exchangeEndpoints.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])
const TYPES: ReadonlyMap<string, 'limit' | 'market' | 'stop'> = new Map([
  ['limit', 'limit'],
  ['market', 'market'],
  ['stop', 'stop'],
])
const ORDER = new Set([
  'profile_id',
  'type',
  'side',
  'product_id',
  'stp',
  'stop',
  'stop_price',
  'stop_limit_price',
  'price',
  'size',
  'funds',
  'time_in_force',
  'cancel_after',
  'post_only',
  'client_oid',
  'max_floor',
])

/** An order without a type is a limit order; one with a stop rests until its price is reached. */
function typeOf(members: OrderMembers): OrderType {
  const kind = members.optionalChoice('type', TYPES) ?? 'limit'
  const rests = kind === 'stop' || members.has('stop') || members.has('stop_price')
  if (kind === 'market') return rests ? 'triggerMarket' : 'market'
  return rests ? 'triggerLimit' : 'limit'
}

const readOrder: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  const type = typeOf(members)
  // which of two limits the venue takes is not documented
  if (members.has('stop_limit_price')) return undefined
  const quote = type === 'market' ? members.optionalPositive('funds') : undefined
  if (quote === undefined ? members.has('funds') : members.has('size')) {
    throw members.unreadable('size and funds do not go together here')
  }
  return [
    {
      action: 'place',
      market: members.text('product_id'),
      side: members.choice('side', SIDES),
      type,
      quantity: quote ?? members.positive('size'),
      unit: quote === undefined ? 'base' : 'quote',
      price: members.priceFor(type, 'price'),
      triggerPrice: members.optionalPositive('stop_price'),
      reduceOnly: false,
    },
  ]
}

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /orders', readOrder],
  ['DELETE /orders', cancelReader(['profile_id'], 'product_id')],
  ['DELETE /orders/{id}', cancelReader(['profile_id'], 'product_id')],
])

/**
 * What a request to Coinbase Exchange does to orders. A pair of a limit and a stop in one order cannot be read.
 * @throws OrderUnreadableError
 */
export function readCoinbaseExchangeOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(coinbaseExchangeEndpoints, readers, request)
}

import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import type { PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])
const TYPES: ReadonlyMap<string, 'limit' | 'market'> = new Map([
  ['limit', 'limit'],
  ['market', 'market'],
])
const ORDER = new Set([
  'text',
  'currency_pair',
  'type',
  'account',
  'side',
  'amount',
  'price',
  'time_in_force',
  'iceberg',
  'auto_borrow',
  'auto_repay',
  'stp_act',
  'action_mode',
  'slippage',
  // ccxt leaves it in orders of a list; the venue has no such member
  'textIsRequired',
])

function marketOf(members: OrderMembers, name: string): string {
  return `spot:${members.text(name)}`
}

/** A loan is full authority. */
function refuseLoan(members: OrderMembers): void {
  for (const name of ['auto_borrow', 'auto_repay']) {
    if (members.flag(name)) throw members.unreadable(`${name} borrows or repays`)
  }
}

/** An order without a type is a limit order; market orders to buy count the quote asset. */
function order(members: OrderMembers): PlacedOrder {
  refuseLoan(members)
  const type = members.optionalChoice('type', TYPES) ?? 'limit'
  const side = members.choice('side', SIDES)
  return {
    action: 'place',
    market: marketOf(members, 'currency_pair'),
    side,
    type,
    quantity: members.positive('amount'),
    unit: type === 'market' && side === 'buy' ? 'quote' : 'base',
    price: members.priceFor(type, 'price'),
    reduceOnly: false,
  }
}

const TRIGGERED = new Set(['trigger', 'put', 'market'])
const TRIGGER = new Set(['price', 'rule', 'expiration'])
const PUT = new Set([
  'type',
  'side',
  'price',
  'amount',
  'account',
  'time_in_force',
  'text',
  'auto_borrow',
  'auto_repay',
])

/** A triggered market order to buy counts the quote asset, and gives a price that means nothing. */
const readTriggered: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, TRIGGERED)
  const trigger = members.optionalObject('trigger', TRIGGER)
  const put = members.optionalObject('put', PUT)
  if (put === undefined) throw members.unreadable('put is missing')
  refuseLoan(put)
  const market = (put.optionalChoice('type', TYPES) ?? 'limit') === 'market'
  const side = put.choice('side', SIDES)
  return [
    {
      action: 'place',
      market: marketOf(members, 'market'),
      side,
      type: market ? 'triggerMarket' : 'triggerLimit',
      quantity: put.positive('amount'),
      unit: market && side === 'buy' ? 'quote' : 'base',
      price: market ? undefined : put.positive('price'),
      triggerPrice: trigger?.positive('price'),
      reduceOnly: false,
    },
  ]
}

const AMENDMENT = ['currency_pair', 'account', 'amount', 'price', 'amend_text', 'action_mode']

function amendment(members: OrderMembers): PlacedOrder {
  return {
    action: 'amend',
    market: marketOf(members, 'currency_pair'),
    side: undefined,
    type: 'limit',
    quantity: members.optionalPositive('amount'),
    unit: 'base',
    price: members.optionalPositive('price'),
    reduceOnly: false,
  }
}

const SINGLE_AMENDMENT = new Set(AMENDMENT)
const BATCHED_AMENDMENT = new Set([...AMENDMENT, 'order_id'])
const BATCHED_CANCELLATION = new Set(['currency_pair', 'id', 'account', 'action_mode'])

/** Cancels of a market if one is named. */
function cancel(names: readonly string[], market: string): OrderReader {
  const known = new Set([...names, market])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    return [{ action: 'cancel', market: members.has(market) ? marketOf(members, market) : undefined }]
  }
}

const readCancellations: OrderReader = (request, endpoint) =>
  OrderMembers.ofBodyArray(endpoint, request, BATCHED_CANCELLATION).map(
    (members): VenueOrder => ({ action: 'cancel', market: marketOf(members, 'currency_pair') }),
  )

/** Readers of Gate's spot and margin orders, by endpoint. */
export const spotReaders: readonly (readonly [endpoint: string, reader: OrderReader])[] = [
  [
    'POST /api/v4/spot/orders',
    (request, endpoint) => [order(OrderMembers.ofRequest(endpoint, request, ORDER))],
  ],
  [
    'POST /api/v4/spot/batch_orders',
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, ORDER).map(order),
  ],
  ['POST /api/v4/spot/price_orders', readTriggered],
  [
    'PATCH /api/v4/spot/orders/{order_id}',
    (request, endpoint) => [amendment(OrderMembers.ofRequest(endpoint, request, SINGLE_AMENDMENT))],
  ],
  [
    'POST /api/v4/spot/amend_batch_orders',
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, BATCHED_AMENDMENT).map(amendment),
  ],
  ['POST /api/v4/spot/cancel_batch_orders', readCancellations],
  ['POST /api/v4/spot/countdown_cancel_all', cancel(['timeout'], 'currency_pair')],
  ['DELETE /api/v4/spot/orders', cancel(['side', 'account', 'action_mode'], 'currency_pair')],
  ['DELETE /api/v4/spot/orders/{order_id}', cancel(['account', 'action_mode'], 'currency_pair')],
  ['DELETE /api/v4/spot/price_orders', cancel(['account'], 'market')],
  ['DELETE /api/v4/spot/price_orders/{order_id}', cancel([], 'market')],
  ['DELETE /api/v4/spot/pov_orders', cancel([], 'currency_pair')],
  ['DELETE /api/v4/spot/pov_orders/{order_id}', cancel([], 'currency_pair')],
]

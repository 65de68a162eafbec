import { attachedOrder } from '../../orders/attachedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { type PositionSide, reducesOnly } from '../../orders/reducesOnly.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { htxLinearEndpoints } from './linearEndpoints.ts'

const ATTACHED = ['tp', 'sl'] as const

const ORDER = new Set([
  'contract_code',
  'margin_mode',
  'position_side',
  'side',
  'type',
  'price_match',
  'client_order_id',
  'price',
  'volume',
  'reduce_only',
  'time_in_force',
  ...ATTACHED.flatMap((name) => [
    `${name}_trigger_price`,
    `${name}_order_price`,
    `${name}_type`,
    `${name}_trigger_price_type`,
  ]),
  'price_protect',
  'self_match_prevent',
  'channel_code',
])

// `pair` and `contract_type` would name a market beside `contract_code`, so they are not taken
const OLD_ORDER = new Set([
  'contract_code',
  'client_order_id',
  'price',
  'volume',
  'direction',
  'offset',
  'lever_rate',
  'order_price_type',
  ...ATTACHED.flatMap((name) => [`${name}_trigger_price`, `${name}_order_price`, `${name}_order_price_type`]),
  'reduce_only',
  'price_protect',
  'self_match_prevent_new',
  'channel_code',
])

const TYPES = choices<OrderType>({
  market: 'market',
  limit: 'limit',
  post_only: 'limit',
})

const PRICED = ['limit', 'post_only', 'ioc', 'fok']
// at the best prices of the book, whatever the price in the request
const UNPRICED = ['opponent', 'optimal_5', 'optimal_10', 'optimal_20', 'lightning'].flatMap((word) => [
  word,
  `${word}_ioc`,
  `${word}_fok`,
])

const OLD_TYPES: ReadonlyMap<string, OrderType> = new Map<string, OrderType>([
  ...PRICED.map((word) => [word, 'limit'] as const),
  ...UNPRICED.map((word) => [word, 'other'] as const),
])

const BEST_PRICES: ReadonlyMap<string, true> = new Map(
  ['opponent', 'optimal_5', 'optimal_10', 'optimal_20'].map((word) => [word, true]),
)

const POSITIONS = choices<PositionSide>({
  long: 'long',
  short: 'short',
  both: 'only',
})

/** Whether an order opens or closes where both positions may be open; `both` where one is. */
const OFFSETS: ReadonlyMap<string, 'open' | 'close' | 'both'> = new Map(
  (['open', 'close', 'both'] as const).map((word) => [word, word]),
)

/** The types of attached orders, and whether they have a price. */
const ATTACHED_TYPES = choices<boolean>({
  market: false,
  limit: true,
  optimal_5: false,
  optimal_10: false,
  optimal_20: false,
})

const FLAG = choices<boolean>({
  '0': false,
  '1': true,
})

const one: OrderReader = (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, ORDER))
const oldOne: OrderReader = (request, endpoint) =>
  oldPlaced(OrderMembers.ofRequest(endpoint, request, OLD_ORDER))
const oldList: OrderReader = (request, endpoint) =>
  OrderMembers.ofRequest(endpoint, request, new Set(['orders_data', 'channel_code']))
    .list('orders_data', OLD_ORDER)
    .flatMap(oldPlaced)
const cancels = cancelledMarkets({ market: 'contract_code' })
const OLD = 'POST /linear-swap-api/v1'

const READERS = new Map<string, OrderReader>([
  ['POST /v5/trade/order', one],
  [
    'POST /v5/trade/batch_orders',
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, ORDER).flatMap(placed),
  ],
  ['POST /v5/trade/cancel_order', cancels],
  ['POST /v5/trade/cancel_batch_orders', cancels],
  ['POST /v5/trade/cancel_all_orders', cancels],
  ['POST /v5/trade/cancel-after', cancelledMarkets()],
  ['POST /v5/algo/cancel_orders', cancelledMarkets({ list: 'body', market: 'contract_code' })],
  ['POST /v5/position/lever', noOrders],
  ['POST /v5/position/mode', noOrders],
  ['POST /v5/position/margin', noOrders],
  [`${OLD}/linear-cancel-after`, cancelledMarkets()],
  ...['swap', 'swap_cross'].flatMap((name): (readonly [string, OrderReader])[] => [
    [`${OLD}/${name}_order`, oldOne],
    [`${OLD}/${name}_batchorder`, oldList],
    [`${OLD}/${name}_switch_lever_rate`, noOrders],
    [`${OLD}/${name}_switch_position_mode`, noOrders],
    ...['', 'trigger_', 'tpsl_', 'track_'].flatMap((kind): (readonly [string, OrderReader])[] => [
      [`${OLD}/${name}_${kind}cancel`, cancels],
      [`${OLD}/${name}_${kind}cancelall`, cancels],
    ]),
  ]),
])

/**
 * Reads orders of HTX linear swaps, in contracts, of v5 and of the older `linear-swap-api`. Algo, trigger and tracking orders are not
 * read. @throws OrderUnreadableError.
 */
export function readHtxLinearOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(htxLinearEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder[] {
  const type = members.choice('type', TYPES)
  const bestPrice = members.optionalChoice('price_match', BEST_PRICES) === true
  const side = members.choice('side', sideWords.lower)
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('contract_code'),
    side,
    type: bestPrice ? 'other' : type,
    quantity: members.positive('volume'),
    unit: 'contracts',
    price: type === 'market' || bestPrice ? undefined : members.positive('price'),
    reduceOnly: reducesOnly({
      side,
      position: members.optionalChoice('position_side', POSITIONS),
      flag: flag(members),
      refusesOtherMode: false,
    }),
  }
  return [order, ...attached(members, order, { type: 'type', priced: false })]
}

function oldPlaced(members: OrderMembers): PlacedOrder[] {
  const type = members.choice('order_price_type', OLD_TYPES)
  const offset = members.optionalChoice('offset', OFFSETS) ?? 'both'
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('contract_code'),
    side: members.choice('direction', sideWords.lower),
    type,
    quantity: members.positive('volume'),
    unit: 'contracts',
    price: type === 'limit' ? members.positive('price') : undefined,
    reduceOnly: offset === 'both' ? flag(members) : offset === 'close',
  }
  return [order, ...attached(members, order, { type: 'order_price_type', priced: true })]
}

/** The flag is a number in the documents, and a boolean in their list of types. */
function flag(members: OrderMembers): boolean {
  return members.json('reduce_only') === true || members.json('reduce_only') === false
    ? members.flag('reduce_only')
    : (members.optionalChoice('reduce_only', FLAG) ?? false)
}

/** A type that is not given is `market` in v5 and `limit` before it. */
function attached(
  members: OrderMembers,
  parent: PlacedOrder,
  words: { type: string; priced: boolean },
): PlacedOrder[] {
  const given = ATTACHED.filter((name) =>
    ['trigger_price', 'order_price', words.type].some((member) => members.has(`${name}_${member}`)),
  )
  return given.map((name) => {
    members.positive(`${name}_trigger_price`)
    const priced = members.optionalChoice(`${name}_${words.type}`, ATTACHED_TYPES) ?? words.priced
    return attachedOrder(parent, { price: priced ? members.positive(`${name}_order_price`) : undefined })
  })
}

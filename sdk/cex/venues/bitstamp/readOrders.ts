import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { bitstampEndpoints } from './endpoints.ts'

const COMMON = ['amount', 'client_order_id', 'margin_mode', 'leverage', 'reduce_only']

const LIMIT = new Set([
  ...COMMON,
  'price',
  'limit_price',
  'daily_order',
  'ioc_order',
  'fok_order',
  'moc_order',
  'gtd_order',
  'expire_time',
])
const MARKET = new Set(COMMON)
const INSTANT = new Set(['amount', 'client_order_id', 'amount_in_counter'])
const REPLACEMENT = new Set(['id', 'orig_client_order_id', 'client_order_id', 'amount', 'price'])

const BOOLEANS = choices<boolean>({
  True: true,
  true: true,
  False: false,
  false: false,
})

const READERS = new Map<string, OrderReader>([
  ...(['buy', 'sell'] as const).flatMap((side): (readonly [string, OrderReader])[] => [
    [`POST /api/v2/${side}/{pair}/`, (request, endpoint) => limited(endpoint, request, side)],
    [`POST /api/v2/${side}/market/{pair}/`, (request, endpoint) => [market(endpoint, request, side)]],
    [`POST /api/v2/${side}/instant/{pair}/`, (request, endpoint) => [instant(endpoint, request, side)]],
  ]),
  ['POST /api/v2/replace_order/', replaced],
  ['POST /api/v2/cancel_order/', cancelledMarkets()],
  ['POST /api/v2/cancel_all_orders/', cancelledMarkets()],
  ['POST /api/v2/cancel_all_orders/{pair}/', (request) => [{ action: 'cancel', market: pairOf(request) }]],
])

/** Reads orders of Bitstamp, whose market is in the path. @throws OrderUnreadableError. */
export function readBitstampOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bitstampEndpoints, READERS, request)
}

function limited(endpoint: string, request: VenueRequest, side: Side): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, LIMIT)
  const order = placed(members, request, { side, type: 'limit', price: members.positive('price') })
  const next = members.optionalPositive('limit_price')
  if (next === undefined) return [order]
  // when the order trades, another one is placed on the other side, at this price
  return [order, { ...order, side: oppositeSide(side), price: next, reduceOnly: false }]
}

function market(endpoint: string, request: VenueRequest, side: Side): PlacedOrder {
  const members = OrderMembers.ofRequest(endpoint, request, MARKET)
  return placed(members, request, { side, type: 'market', price: undefined })
}

/** At market, in the quote asset; selling counts in the base asset unless the request says otherwise. */
function instant(endpoint: string, request: VenueRequest, side: Side): PlacedOrder {
  const members = OrderMembers.ofRequest(endpoint, request, INSTANT)
  const order = placed(members, request, { side, type: 'market', price: undefined })
  const inCounter = booleanOf(members, 'amount_in_counter')
  return { ...order, unit: side === 'buy' || inCounter ? 'quote' : 'base' }
}

function placed(
  members: OrderMembers,
  request: VenueRequest,
  own: { side: Side; type: OrderType; price: string | undefined },
): PlacedOrder {
  const pair = pairOf(request)
  return {
    action: 'place',
    market: pair,
    ...own,
    quantity: members.positive('amount'),
    unit: 'base',
    // there are no positions on spot, where the flag would do nothing
    reduceOnly: booleanOf(members, 'reduce_only') && pair.endsWith('-perp'),
  }
}

function replaced(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, REPLACEMENT)
  return [
    amendedOrder({
      quantity: members.optionalPositive('amount'),
      unit: 'base',
      price: members.optionalPositive('price'),
    }),
  ]
}

function booleanOf(members: OrderMembers, name: string): boolean {
  return typeof members.json(name) === 'boolean'
    ? members.flag(name)
    : (members.optionalChoice(name, BOOLEANS) ?? false)
}

function pairOf(request: VenueRequest): string {
  return request.path.split('/').at(-2) ?? ''
}

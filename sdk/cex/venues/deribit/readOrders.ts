import { cancelReader } from '../../orders/cancelReader.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { deribitEndpoints } from './endpoints.ts'

const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['limit', 'limit'],
  ['market', 'market'],
  ['market_limit', 'market'],
  ['stop_limit', 'triggerLimit'],
  ['take_limit', 'triggerLimit'],
  ['stop_market', 'triggerMarket'],
  ['take_market', 'triggerMarket'],
  ['trailing_stop', 'triggerMarket'],
])

/** Prices in another unit (`advanced`) and linked orders (`otoco_config`) are not known. */
const ORDER = new Set([
  'instrument_name',
  'amount',
  'contracts',
  'type',
  'label',
  'price',
  'time_in_force',
  'max_show',
  'display_amount',
  'refresh_amount',
  'post_only',
  'reject_post_only',
  'reduce_only',
  'trigger_price',
  'trigger_offset',
  'trigger',
  'mmp',
  'valid_until',
])

/** Inverse futures (`BTC-PERPETUAL`, `BTC-27NOV26`) count dollars; linear ones, options and spot the base asset. */
function amountUnit(market: string): 'base' | 'quote' {
  return /^[A-Z]+-(PERPETUAL|\d+[A-Z]{3}\d\d)$/.test(market) ? 'quote' : 'base'
}

/** Several legs (`BTC-FS-27NOV26_PERP`): what the price is of differs from kind to kind. */
const COMBINATION = /^[^-]+-[A-Z]+-/

function quantityOf(members: OrderMembers, market: string): Pick<PlacedOrder, 'quantity' | 'unit'> {
  const amount = members.optionalPositive('amount')
  if (amount === undefined) return { quantity: members.positive('contracts'), unit: 'contracts' }
  if (members.has('contracts')) throw members.unreadable('amount and contracts do not go together')
  return { quantity: amount, unit: amountUnit(market) }
}

function readOrder(side: Side): OrderReader {
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, ORDER)
    const market = members.text('instrument_name')
    if (COMBINATION.test(market)) return undefined
    const type = members.optionalChoice('type', TYPES) ?? 'limit'
    return [
      {
        action: 'place',
        market,
        side,
        type,
        ...quantityOf(members, market),
        price: members.priceFor(type, 'price'),
        triggerPrice: members.has('trigger_offset') ? undefined : members.optionalPositive('trigger_price'),
        reduceOnly: members.flag('reduce_only'),
      },
    ]
  }
}

const EDIT = [
  'amount',
  'contracts',
  'price',
  'post_only',
  'reject_post_only',
  'reduce_only',
  'trigger_price',
  'trigger_offset',
  'mmp',
  'valid_until',
  'display_amount',
  'refresh_amount',
]

/** An order's id does not say what its amount counts: base is what makes most of it. */
function edit(known: ReadonlySet<string>, named: boolean): OrderReader {
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    const market = named ? members.text('instrument_name') : undefined
    // a distance to the market, which is no price
    if (members.has('trigger_offset')) return undefined
    const given = members.has('amount') || members.has('contracts')
    return [
      {
        action: 'amend',
        market,
        side: undefined,
        type: undefined,
        ...(given ? quantityOf(members, market ?? '') : { quantity: undefined, unit: 'base' as const }),
        price: members.optionalPositive('price'),
        triggerPrice: members.optionalPositive('trigger_price'),
        reduceOnly: false,
      },
    ]
  }
}

const ALL = ['kind', 'type', 'detailed', 'freeze_quotes']

/** Cancellations, with the members that each takes beside the market. */
const CANCELLATIONS: readonly (readonly [name: string, members: readonly string[], market?: string])[] = [
  ['cancel', ['order_id']],
  ['cancel_all', ['detailed', 'freeze_quotes']],
  ['cancel_all_by_currency', [...ALL, 'currency']],
  ['cancel_all_by_currency_pair', [...ALL, 'currency_pair']],
  ['cancel_all_by_kind_or_type', [...ALL, 'currency']],
  ['cancel_all_by_instrument', [...ALL, 'include_combos'], 'instrument_name'],
  ['cancel_by_label', ['label', 'currency']],
  [
    'cancel_quotes',
    [
      'detailed',
      'freeze_quotes',
      'cancel_type',
      'currency',
      'currency_pair',
      'kind',
      'min_delta',
      'max_delta',
    ],
    'instrument_name',
  ],
]
const SETTINGS = [
  'reset_mmp',
  'set_mmp_config',
  'enable_cancel_on_disconnect',
  'disable_cancel_on_disconnect',
]

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['GET /api/v2/private/buy', readOrder('buy')],
  ['GET /api/v2/private/sell', readOrder('sell')],
  ['GET /api/v2/private/edit', edit(new Set(['order_id', ...EDIT]), false)],
  ['GET /api/v2/private/edit_by_label', edit(new Set(['label', 'instrument_name', ...EDIT]), true)],
  ...CANCELLATIONS.map(
    ([name, members, market]) => [`GET /api/v2/private/${name}`, cancelReader(members, market)] as const,
  ),
  ...SETTINGS.map((name) => [`GET /api/v2/private/${name}`, noOrders] as const),
])

/**
 * What a request to Deribit does to orders. Mass quotes, combinations and closing a position cannot be read; orders linked to others and
 * prices in another unit are unreadable.
 * @throws OrderUnreadableError
 */
export function readDeribitOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(deribitEndpoints, readers, request)
}

import { cancelReader } from '../../orders/cancelReader.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { coinbaseAdvancedEndpoints } from './advancedEndpoints.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['BUY', 'buy'],
  ['SELL', 'sell'],
])

/** Brackets are a limit and a stop at once. Ladders of orders are not known; slices of a limit order have its price. */
const CONFIGURATIONS: ReadonlyMap<string, OrderType | 'bracket'> = new Map([
  ['market_market_ioc', 'market'],
  ['market_market_fok', 'market'],
  ['sor_limit_ioc', 'limit'],
  ['limit_limit_gtc', 'limit'],
  ['limit_limit_gtd', 'limit'],
  ['limit_limit_fok', 'limit'],
  ['twap_limit_gtd', 'limit'],
  ['stop_limit_stop_limit_gtc', 'triggerLimit'],
  ['stop_limit_stop_limit_gtd', 'triggerLimit'],
  ['trigger_bracket_gtc', 'bracket'],
  ['trigger_bracket_gtd', 'bracket'],
])
const CONFIGURATION_NAMES = new Set(CONFIGURATIONS.keys())
const CONFIGURATION = new Set([
  'base_size',
  'quote_size',
  'limit_price',
  'post_only',
  'reduce_only',
  'rfq_disabled',
  'start_time',
  'end_time',
  'number_buckets',
  'bucket_size',
  'bucket_duration',
  'stop_price',
  'stop_trigger_price',
  'stop_direction',
])
const ORDER = new Set([
  'client_order_id',
  'product_id',
  'side',
  'order_configuration',
  'self_trade_prevention_id',
  'leverage',
  'margin_type',
  'retail_portfolio_id',
  'attached_order_configuration',
])

/** Futures are traded in contracts. */
function baseUnit(market: string): 'base' | 'contracts' {
  return /-(CDE|INTX)$/.test(market) ? 'contracts' : 'base'
}

type Configured = { kind: OrderType | 'bracket'; members: OrderMembers }

/** The one configuration of an order; two would leave it to the venue which counts. */
function configuration(members: OrderMembers, name: string): Configured | undefined {
  const outer = members.optionalObject(name, CONFIGURATION_NAMES)
  if (outer === undefined) return undefined
  const [only, ...more] = [...CONFIGURATIONS].filter(([one]) => outer.has(one))
  const inner = only && outer.optionalObject(only[0], CONFIGURATION)
  if (only === undefined || inner === undefined || more.length > 0) {
    throw members.unreadable(`${name} has not exactly one member`)
  }
  return { kind: only[1], members: inner }
}

function quantityOf(members: OrderMembers, market: string): Pick<PlacedOrder, 'quantity' | 'unit'> {
  const quote = members.optionalPositive('quote_size')
  if (quote === undefined) return { quantity: members.positive('base_size'), unit: baseUnit(market) }
  if (members.has('base_size')) throw members.unreadable('base_size and quote_size do not go together')
  return { quantity: quote, unit: 'quote' }
}

function placed({ kind, members }: Configured, shared: Omit<PlacedOrder, 'type' | 'price'>): PlacedOrder[] {
  if (kind === 'bracket') {
    const triggerPrice = members.positive('stop_trigger_price')
    return [
      { ...shared, type: 'limit', price: members.positive('limit_price') },
      { ...shared, type: 'triggerMarket', price: undefined, triggerPrice },
    ]
  }
  const triggerPrice = members.optionalPositive('stop_price')
  return [{ ...shared, type: kind, price: members.priceFor(kind, 'limit_price'), triggerPrice }]
}

const readOrder: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  const main = configuration(members, 'order_configuration')
  if (main === undefined) throw members.unreadable('order_configuration is missing')
  const market = members.text('product_id')
  const side = members.choice('side', SIDES)
  const shared = {
    action: 'place',
    market,
    side,
    ...quantityOf(main.members, market),
    // spot has no position, and the flag no meaning
    reduceOnly: baseUnit(market) === 'contracts' && main.members.flag('reduce_only'),
  } as const
  const attached = configuration(members, 'attached_order_configuration')
  if (attached?.members.has('base_size') || attached?.members.has('quote_size')) {
    throw members.unreadable('attached_order_configuration has a size of its own')
  }
  const child = { ...shared, side: oppositeSide(side), reduceOnly: false }
  return [...placed(main, shared), ...(attached === undefined ? [] : placed(attached, child))]
}

const EDIT = new Set(['order_id', 'price', 'size'])

const readEdit: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, EDIT)
  return [
    {
      action: 'amend',
      market: undefined,
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('size'),
      unit: 'base',
      price: members.optionalPositive('price'),
      reduceOnly: false,
    },
  ]
}

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /api/v3/brokerage/orders', readOrder],
  ['POST /api/v3/brokerage/orders/edit', readEdit],
  ['POST /api/v3/brokerage/orders/batch_cancel', cancelReader(['order_ids'])],
  ['POST /api/v3/brokerage/orders/preview', noOrders],
  ['POST /api/v3/brokerage/orders/edit_preview', noOrders],
])

/**
 * What a request to Coinbase Advanced does to orders. Brackets are read as a limit order and a stop; ladders, closing a position
 * and changes of attached orders cannot be read.
 * @throws OrderUnreadableError
 */
export function readCoinbaseAdvancedOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(coinbaseAdvancedEndpoints, readers, request)
}

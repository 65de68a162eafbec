import { cancelReader } from '../../orders/cancelReader.ts'
import { everyOrder } from '../../orders/everyOrder.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { okxEndpoints } from './endpoints.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])
const MODES: ReadonlyMap<string, string> = new Map(
  ['cash', 'cross', 'isolated', 'spot_isolated'].map((mode) => [mode, mode]),
)
const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['market', 'market'],
  ['optimal_limit_ioc', 'market'],
  ['limit', 'limit'],
  ['post_only', 'limit'],
  ['fok', 'limit'],
  ['ioc', 'limit'],
  ['mmp', 'limit'],
  ['mmp_and_post_only', 'limit'],
  ['op_fok', 'limit'],
])
/** The order of this side makes a position of the word's side smaller; in net mode the venue takes `net` only. */
const REDUCING: ReadonlyMap<string, Side | 'none'> = new Map([
  ['net', 'none'],
  ['long', 'sell'],
  ['short', 'buy'],
])

/** Another price (`pxUsd`, `pxVol`) or another name of the market (`instIdCode`) is not known. */
const SHARED = ['instId', 'tdMode', 'ccy', 'clOrdId', 'tag', 'side', 'posSide', 'ordType', 'sz', 'reduceOnly']
const ORDER = new Set([
  ...SHARED,
  'px',
  'tgtCcy',
  'banAmend',
  'pxAmendType',
  'tradeQuoteCcy',
  'stpId',
  'stpMode',
  'attachAlgoOrds',
])
const ATTACHED = new Set([
  'attachAlgoId',
  'attachAlgoClOrdId',
  'tpTriggerPx',
  'tpTriggerPxType',
  'tpOrdPx',
  'tpOrdKind',
  'slTriggerPx',
  'slTriggerPxType',
  'slOrdPx',
  'sz',
  'amendPxOnTriggerType',
])

/** BTC-USDT is a spot or margin market; more parts make futures, swaps and options. */
function partsOf(market: string): number {
  return market.split('-').length
}

/**
 * Market orders to buy on spot count the quote asset unless they say otherwise. The base asset may be said of any order, since it is
 * never less; the quote asset only of market orders for cash, where the venue heeds it.
 */
function unitOf(members: OrderMembers, market: string, side: Side, type: OrderType): PlacedOrder['unit'] {
  const units = new Map([
    ['base_ccy', 'base'],
    ['quote_ccy', 'quote'],
  ] as const)
  const unit = members.optionalChoice('tgtCcy', units)
  const spot = partsOf(market) === 2
  const heeded = type === 'market' && members.text('tdMode') === 'cash'
  if (unit !== undefined && !(spot && (unit === 'base' || heeded))) {
    throw members.unreadable('tgtCcy goes with a market order on spot only')
  }
  if (!spot) return 'contracts'
  return unit ?? (type === 'market' && side === 'buy' ? 'quote' : 'base')
}

/** What the venue enforces: side by side in hedge mode, else the flag, which options and cash orders ignore. */
function reduces(members: OrderMembers, market: string, side: Side): boolean {
  const flag = members.flag('reduceOnly')
  const position = members.optionalChoice('posSide', REDUCING)
  if (partsOf(market) !== 3) return false
  if (position === undefined || position === 'none') return flag
  return position === side
}

function shape(members: OrderMembers, type: OrderType, price: string | undefined): PlacedOrder {
  const market = members.text('instId')
  const side = members.choice('side', SIDES)
  const mode = members.choice('tdMode', MODES)
  return {
    action: 'place',
    // in other modes than cash, a spot market trades on margin: the venue lends what is missing
    market: mode === 'cash' || partsOf(market) !== 2 ? market : `${mode}:${market}`,
    side,
    type,
    quantity: members.positive('sz'),
    unit: unitOf(members, market, side, type),
    price,
    reduceOnly: reduces(members, market, side),
  }
}

function order(members: OrderMembers): readonly VenueOrder[] {
  const type = members.choice('ordType', TYPES)
  const parent = shape(members, type, members.priceFor(type, 'px'))
  const attached = members.optionalList('attachAlgoOrds', ATTACHED) ?? []
  return [parent, ...attached.flatMap((one) => children(one, parent))]
}

/** -1 is the venue's word for the market's price. */
function triggered(
  members: OrderMembers,
  name: string,
  trigger: string,
): Pick<PlacedOrder, 'type' | 'price' | 'triggerPrice'> {
  const triggerPrice = members.optionalPositive(trigger)
  if (members.text(name) === '-1') return { type: 'triggerMarket', price: undefined, triggerPrice }
  return { type: 'triggerLimit', price: members.positive(name), triggerPrice }
}

/** Take profit and stop loss: what sets each off, and its price then. */
const LEGS = [
  ['tpTriggerPx', 'tpOrdPx'],
  ['slTriggerPx', 'slOrdPx'],
] as const

/** Take profit and stop loss of an order undo it. Nothing says that they cannot go beyond that. */
function children(members: OrderMembers, parent: PlacedOrder): PlacedOrder[] {
  const side = parent.side === undefined ? undefined : oppositeSide(parent.side)
  const part = members.optionalPositive('sz')
  const unit = part !== undefined && parent.unit === 'quote' ? 'base' : parent.unit
  const shared = { ...parent, side, quantity: part ?? parent.quantity, unit, reduceOnly: false }
  const orders = LEGS.flatMap(([trigger, price]) =>
    members.has(price) ? [{ ...shared, ...triggered(members, price, trigger) }] : [],
  )
  const loose = LEGS.some(([trigger, price]) => members.has(trigger) && !members.has(price))
  if (orders.length === 0 || loose) throw members.unreadable('an attached order has no price')
  return orders
}

const ALGO = new Set([
  ...SHARED,
  'tgtCcy',
  'algoClOrdId',
  'tpTriggerPx',
  'tpTriggerPxType',
  'tpOrdPx',
  'tpOrdKind',
  'slTriggerPx',
  'slTriggerPxType',
  'slOrdPx',
  'cxlOnClosePos',
  'triggerPx',
  'triggerPxType',
  'orderPx',
  'attachAlgoOrds',
  'closeFraction',
  'chaseType',
  'chaseVal',
  'maxChaseType',
  'maxChaseVal',
  'callbackRatio',
  'callbackSpread',
  'activePx',
  'szLimit',
  'pxLimit',
  'timeInterval',
  'pxVar',
  'pxSpread',
  'quickMgnType',
])

/** Triggers, conditional orders and pairs of them; undefined for algorithms and for what closes a share of a position. */
const readAlgo: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ALGO)
  const kind = members.text('ordType')
  if (members.has('closeFraction') || members.has('attachAlgoOrds')) return undefined
  if (members.has('quickMgnType')) throw members.unreadable('quickMgnType borrows')
  if (kind === 'trigger') return [algo(members, 'orderPx', 'triggerPx')]
  if (kind !== 'conditional' && kind !== 'oco') return undefined
  const given = LEGS.filter(([, price]) => members.has(price))
  if (given.length === 0) throw members.unreadable('tpOrdPx and slOrdPx are missing')
  return given.map(([trigger, price]) => algo(members, price, trigger))
}

function algo(members: OrderMembers, priceName: string, trigger: string): PlacedOrder {
  const { type, price, triggerPrice } = triggered(members, priceName, trigger)
  // a triggered market order counts as the market order that it becomes
  const kind = type === 'triggerMarket' ? 'market' : 'limit'
  return { ...shape(members, kind, price), type, triggerPrice }
}

const AMENDMENT = new Set([
  'instId',
  'cxlOnFail',
  'ordId',
  'clOrdId',
  'reqId',
  'newSz',
  'newPx',
  'pxAmendType',
  'attachAlgoOrds',
])

/** Undefined when it changes what is attached to the order. */
function amendment(members: OrderMembers): readonly VenueOrder[] | undefined {
  if (members.has('attachAlgoOrds')) return undefined
  const market = members.text('instId')
  return [
    {
      action: 'amend',
      market,
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('newSz'),
      unit: partsOf(market) === 2 ? 'base' : 'contracts',
      price: members.optionalPositive('newPx'),
      reduceOnly: false,
    },
  ]
}

function single(
  known: ReadonlySet<string>,
  read: (members: OrderMembers) => ReturnType<OrderReader>,
): OrderReader {
  return (request, endpoint) => read(OrderMembers.ofRequest(endpoint, request, known))
}

function batch(
  known: ReadonlySet<string>,
  read: (members: OrderMembers) => ReturnType<OrderReader>,
): OrderReader {
  return (request, endpoint) =>
    everyOrder(OrderMembers.ofBodyArray(endpoint, request, known).map((members) => read(members)))
}

const CANCELLATION = new Set(['instId', 'ordId', 'clOrdId'])
const ALGO_CANCELLATION = new Set(['instId', 'algoId', 'algoClOrdId'])

function cancellation(members: OrderMembers): readonly VenueOrder[] {
  return [{ action: 'cancel', market: members.text('instId') }]
}

const SETTINGS = [
  'position/margin-balance',
  'set-position-mode',
  'set-leverage',
  'set-isolated-mode',
  'set-greeks',
  'mmp-config',
  'mmp-reset',
]

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /api/v5/trade/order', single(ORDER, order)],
  ['POST /api/v5/trade/order-precheck', single(ORDER, order)],
  ['POST /api/v5/trade/batch-orders', batch(ORDER, order)],
  ['POST /api/v5/trade/order-algo', readAlgo],
  ['POST /api/v5/trade/amend-order', single(AMENDMENT, amendment)],
  ['POST /api/v5/trade/amend-batch-orders', batch(AMENDMENT, amendment)],
  ['POST /api/v5/trade/cancel-order', single(CANCELLATION, cancellation)],
  ['POST /api/v5/trade/cancel-batch-orders', batch(CANCELLATION, cancellation)],
  ['POST /api/v5/trade/cancel-algos', batch(ALGO_CANCELLATION, cancellation)],
  ['POST /api/v5/trade/cancel-advance-algos', batch(ALGO_CANCELLATION, cancellation)],
  ['POST /api/v5/trade/mass-cancel', cancelReader(['instType', 'instFamily', 'lockInterval'])],
  ['POST /api/v5/trade/cancel-all-after', cancelReader(['timeOut', 'tag'])],
  ['POST /api/v5/sprd/cancel-order', cancelReader(['ordId', 'clOrdId'])],
  ['POST /api/v5/sprd/mass-cancel', cancelReader([], 'sprdId')],
  ['POST /api/v5/sprd/cancel-all-after', cancelReader(['timeOut'])],
  ...SETTINGS.map((name) => [`POST /api/v5/account/${name}`, noOrders] as const),
])

/**
 * What a request to OKX does to orders. A spot market that is traded on margin is another one, by its mode: `cross:BTC-USDT`. Attached take profit and stop loss are orders too. Spreads, algorithms, and what closes a
 * position whatever its size cannot be read.
 * @throws OrderUnreadableError
 */
export function readOkxOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(okxEndpoints, readers, request)
}

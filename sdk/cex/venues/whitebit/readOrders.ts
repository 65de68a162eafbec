import { amendedOrder } from '../../orders/amendedOrder.ts'
import { attachedOrder } from '../../orders/attachedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { type PositionSide, reducesOnly } from '../../orders/reducesOnly.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { whitebitEndpoints } from './endpoints.ts'

/** How orders of an endpoint differ. */
type Kind = {
  readonly type: OrderType
  /** Whether buying counts in the quote asset. */
  readonly buysInQuote?: true
  readonly collateral?: true
}

const ATTACHED = ['stopLoss', 'takeProfit'] as const

// `bboRole`, which takes the price from the book, is not taken
const COMMON = ['market', 'side', 'amount', 'clientOrderId', 'stp']
const LIMIT = [...COMMON, 'price', 'postOnly', 'ioc', 'rpi']
const COLLATERAL = ['positionSide', 'reduceOnly', ...ATTACHED]

const AMENDMENT = new Set([
  'market',
  'orderId',
  'clientOrderId',
  'activation_price',
  'amount',
  'total',
  'price',
])
const OCO = new Set([
  ...COMMON,
  'price',
  'activation_price',
  'stop_limit_price',
  'positionSide',
  'reduceOnly',
])

const POSITIONS = choices<PositionSide>({ LONG: 'long', SHORT: 'short', BOTH: 'only' })

const ROOT = 'POST /api/v4'
const cancels = cancelledMarkets({ market: 'market' })

const READERS = new Map<string, OrderReader>([
  [`${ROOT}/order/new`, orderReader({ type: 'limit' })],
  [`${ROOT}/order/bulk`, bulkReader({ type: 'limit' })],
  [`${ROOT}/order/market`, orderReader({ type: 'market', buysInQuote: true })],
  [`${ROOT}/order/stock_market`, orderReader({ type: 'market' })],
  [`${ROOT}/order/stop_limit`, orderReader({ type: 'triggerLimit' })],
  [`${ROOT}/order/stop_market`, orderReader({ type: 'triggerMarket', buysInQuote: true })],
  [`${ROOT}/order/collateral/limit`, orderReader({ type: 'limit', collateral: true })],
  [`${ROOT}/order/collateral/bulk`, bulkReader({ type: 'limit', collateral: true })],
  [`${ROOT}/order/collateral/market`, orderReader({ type: 'market', collateral: true })],
  [`${ROOT}/order/collateral/stop-limit`, orderReader({ type: 'triggerLimit', collateral: true })],
  [`${ROOT}/order/collateral/trigger-market`, orderReader({ type: 'triggerMarket', collateral: true })],
  [`${ROOT}/order/collateral/oco`, oco],
  [`${ROOT}/order/modify`, amended],
  [`${ROOT}/order/cancel`, cancels],
  [`${ROOT}/order/cancel/all`, cancels],
  [`${ROOT}/order/cancel/bulk`, cancelledMarkets({ list: 'orders', market: 'market' })],
  [`${ROOT}/order/conditional-cancel`, cancels],
  [`${ROOT}/order/oco-cancel`, cancels],
  [`${ROOT}/order/oto-cancel`, cancels],
  [`${ROOT}/order/kill-switch`, cancels],
  [`${ROOT}/collateral-account/leverage`, noOrders],
])

/**
 * Reads orders of WhiteBIT, whose type is in the path. A market of spot that is traded with borrowed money is another one:
 * `collateral:BTC_USDT`. @throws OrderUnreadableError.
 */
export function readWhitebitOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(whitebitEndpoints, READERS, request)
}

function orderReader(kind: Kind): OrderReader {
  const known = knownOf(kind)
  return (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, known), kind)
}

function bulkReader(kind: Kind): OrderReader {
  const known = knownOf(kind)
  const outer = new Set(['orders', 'stopOnFail'])
  return (request, endpoint) =>
    OrderMembers.ofRequest(endpoint, request, outer)
      .list('orders', known)
      .flatMap((members) => placed(members, kind))
}

function knownOf(kind: Kind): ReadonlySet<string> {
  const { type, collateral } = kind
  return new Set([
    ...(type === 'limit' ? LIMIT : COMMON),
    ...(type === 'triggerLimit' ? ['price'] : []),
    ...(type === 'triggerLimit' || type === 'triggerMarket' ? ['activation_price'] : []),
    ...(collateral === true ? COLLATERAL : []),
  ])
}

function placed(members: OrderMembers, kind: Kind): PlacedOrder[] {
  const { type, buysInQuote } = kind
  const order = kind.collateral === true ? onCollateral(orderOf(members, type)) : orderOf(members, type)
  const counted: PlacedOrder =
    buysInQuote === true && order.side === 'buy' ? { ...order, unit: 'quote' } : order
  const attached = ATTACHED.filter((name) => members.optionalPositive(name) !== undefined)
  return [counted, ...attached.map(() => attachedOrder(counted, { price: undefined }))]
}

/** Two orders, of which one is cancelled when the other trades. */
function oco(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, OCO)
  const order = onCollateral(orderOf(members, 'limit'))
  members.positive('activation_price')
  return [order, { ...order, type: 'triggerLimit', price: members.positive('stop_limit_price') }]
}

/** A perpetual is traded so only, and its name says what it is. */
function onCollateral(order: PlacedOrder): PlacedOrder {
  return order.market?.endsWith('_PERP') === true ? order : { ...order, market: `collateral:${order.market}` }
}

function orderOf(members: OrderMembers, type: OrderType): PlacedOrder {
  const side = members.choice('side', sideWords.lower)
  if (type === 'triggerLimit' || type === 'triggerMarket') members.positive('activation_price')
  return {
    action: 'place',
    market: members.text('market'),
    side,
    type,
    quantity: members.positive('amount'),
    unit: 'base',
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
    reduceOnly: reducesOnly({
      side,
      position: members.optionalChoice('positionSide', POSITIONS),
      flag: members.flag('reduceOnly'),
      refusesOtherMode: false,
    }),
  }
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  onlyOne(members, ['amount', 'total'])
  const total = members.optionalPositive('total')
  return [
    amendedOrder({
      market: members.text('market'),
      quantity: total ?? members.optionalPositive('amount'),
      unit: total === undefined ? 'base' : 'quote',
      price: members.optionalPositive('price'),
    }),
  ]
}

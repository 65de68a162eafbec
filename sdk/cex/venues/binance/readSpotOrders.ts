import { cancelReader } from '../../orders/cancelReader.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { sides } from './sides.ts'
import { binanceSpotEndpoints } from './spotEndpoints.ts'

/** Pegged prices (`pegPriceType`) have no worst price, so their members are not among those known. */
const ORDER = [
  'symbol',
  'side',
  'type',
  'timeInForce',
  'quantity',
  'quoteOrderQty',
  'price',
  'newClientOrderId',
  'strategyId',
  'strategyType',
  'stopPrice',
  'trailingDelta',
  'icebergQty',
  'newOrderRespType',
  'selfTradePreventionMode',
  'recvWindow',
]
const TEST = new Set([...ORDER, 'computeCommissionRates'])
const MARGIN = new Set([...ORDER, 'isIsolated', 'sideEffectType'])

const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['LIMIT', 'limit'],
  ['LIMIT_MAKER', 'limit'],
  ['MARKET', 'market'],
  ['STOP_LOSS', 'triggerMarket'],
  ['STOP_LOSS_LIMIT', 'triggerLimit'],
  ['TAKE_PROFIT', 'triggerMarket'],
  ['TAKE_PROFIT_LIMIT', 'triggerLimit'],
])

function order(members: OrderMembers): PlacedOrder {
  const type = members.choice('type', TYPES)
  const quote = type === 'market' ? members.optionalPositive('quoteOrderQty') : undefined
  if (quote === undefined ? members.has('quoteOrderQty') : members.has('quantity')) {
    throw members.unreadable('quantity and quoteOrderQty do not go together here')
  }
  return {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sides),
    type,
    quantity: quote ?? members.positive('quantity'),
    unit: quote === undefined ? 'base' : 'quote',
    price: members.priceFor(type, 'price'),
    triggerPrice: triggerOf(members, 'stopPrice', 'trailingDelta'),
    reduceOnly: false,
  }
}

/** A trigger that trails the market has no price that bounds it. */
function triggerOf(members: OrderMembers, name: string, trailing: string): string | undefined {
  return members.has(trailing) ? undefined : members.optionalPositive(name)
}

/** A margin order may borrow by the way, and a loan is full authority. */
function refuseLoan(members: OrderMembers): void {
  const effect = members.optionalText('sideEffectType')
  if (effect !== undefined && effect !== 'NO_SIDE_EFFECT') {
    throw members.unreadable('sideEffectType borrows or repays')
  }
}

function readOrder(known: ReadonlySet<string>): OrderReader {
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    refuseLoan(members)
    return [order(members)]
  }
}

const REPLACE = new Set([
  ...ORDER,
  'cancelReplaceMode',
  'cancelNewClientOrderId',
  'cancelOrigClientOrderId',
  'cancelOrderId',
  'cancelRestrictions',
  'orderRateLimitExceededMode',
])

const readReplacement: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, REPLACE)
  return [{ action: 'cancel', market: members.text('symbol') }, order(members)]
}

const AMENDMENT = new Set([
  'symbol',
  'orderId',
  'origClientOrderId',
  'newClientOrderId',
  'newQty',
  'recvWindow',
])

const readAmendment: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  return [
    {
      action: 'amend',
      market: members.text('symbol'),
      side: undefined,
      type: undefined,
      quantity: members.positive('newQty'),
      unit: 'base',
      price: undefined,
      reduceOnly: false,
    },
  ]
}

/** What members of one order of a list are called, but for their prefix. */
const LEG = [
  'Type',
  'Side',
  'Quantity',
  'Price',
  'ClientOrderId',
  'IcebergQty',
  'StopPrice',
  'TrailingDelta',
  'TimeInForce',
  'StrategyId',
  'StrategyType',
]
const LIST = ['symbol', 'listClientOrderId', 'newOrderRespType', 'selfTradePreventionMode', 'recvWindow']

function legs(...prefixes: string[]): string[] {
  return prefixes.flatMap((prefix) => LEG.map((name) => `${prefix}${name}`))
}

function leg(members: OrderMembers, prefix: string, side: Side, quantity: string): PlacedOrder {
  const type = members.choice(`${prefix}Type`, TYPES)
  return {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity,
    unit: 'base',
    price: members.priceFor(type, `${prefix}Price`),
    triggerPrice: triggerOf(members, `${prefix}StopPrice`, `${prefix}TrailingDelta`),
    reduceOnly: false,
  }
}

function bothLegs(members: OrderMembers, prefix: string, side: Side, quantity: string): PlacedOrder[] {
  const [above, below] = prefix === '' ? ['above', 'below'] : [`${prefix}Above`, `${prefix}Below`]
  const legsAskedFor = [above, below].filter((name) => members.has(`${name}Type`))
  if (legsAskedFor.length < 2) throw members.unreadable('an order of the list is missing')
  return legsAskedFor.map((name) => leg(members, name, side, quantity))
}

const OCO = new Set([...LIST, 'side', 'quantity', ...legs('above', 'below')])
const OTO = new Set([...LIST, ...legs('working', 'pending')])
const OTOCO = new Set([
  ...LIST,
  'pendingSide',
  'pendingQuantity',
  ...legs('working', 'pendingAbove', 'pendingBelow'),
])

const readOco: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, OCO)
  return bothLegs(members, '', members.choice('side', sides), members.positive('quantity'))
}

function working(members: OrderMembers): PlacedOrder {
  return leg(members, 'working', members.choice('workingSide', sides), members.positive('workingQuantity'))
}

const readOto: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, OTO)
  const side = members.choice('pendingSide', sides)
  return [working(members), leg(members, 'pending', side, members.positive('pendingQuantity'))]
}

const readOtoco: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, OTOCO)
  const side = members.choice('pendingSide', sides)
  return [working(members), ...bothLegs(members, 'pending', side, members.positive('pendingQuantity'))]
}

const OLD_OCO = new Set([
  'symbol',
  'side',
  'quantity',
  'price',
  'stopPrice',
  'stopLimitPrice',
  'stopLimitTimeInForce',
  'listClientOrderId',
  'limitClientOrderId',
  'stopClientOrderId',
  'limitIcebergQty',
  'stopIcebergQty',
  'limitStrategyId',
  'limitStrategyType',
  'stopStrategyId',
  'stopStrategyType',
  'trailingDelta',
  'newOrderRespType',
  'selfTradePreventionMode',
  'isIsolated',
  'sideEffectType',
  'recvWindow',
])

const readOldOco: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, OLD_OCO)
  refuseLoan(members)
  const shared = {
    action: 'place',
    market: members.text('symbol'),
    side: members.choice('side', sides),
    quantity: members.positive('quantity'),
    unit: 'base',
    reduceOnly: false,
  } as const
  const stopLimit = members.optionalPositive('stopLimitPrice')
  const triggerPrice = triggerOf(members, 'stopPrice', 'trailingDelta')
  return [
    { ...shared, type: 'limit', price: members.positive('price') },
    {
      ...shared,
      type: stopLimit === undefined ? 'triggerMarket' : 'triggerLimit',
      price: stopLimit,
      triggerPrice,
    },
  ]
}

const CANCEL = ['orderId', 'origClientOrderId', 'newClientOrderId', 'cancelRestrictions', 'recvWindow']
const CANCEL_LIST = ['orderListId', 'listClientOrderId', 'newClientOrderId', 'recvWindow']

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /api/v3/order', readOrder(new Set(ORDER))],
  ['POST /api/v3/order/test', readOrder(TEST)],
  ['POST /api/v3/sor/order', readOrder(new Set(ORDER))],
  ['POST /api/v3/sor/order/test', readOrder(TEST)],
  ['POST /sapi/v1/margin/order', readOrder(MARGIN)],
  ['POST /api/v3/order/cancelReplace', readReplacement],
  ['PUT /api/v3/order/amend/keepPriority', readAmendment],
  ['POST /api/v3/order/oco', readOldOco],
  ['POST /sapi/v1/margin/order/oco', readOldOco],
  ['POST /api/v3/orderList/oco', readOco],
  ['POST /api/v3/orderList/oto', readOto],
  ['POST /api/v3/orderList/otoco', readOtoco],
  ['DELETE /api/v3/order', cancelReader(CANCEL, 'symbol')],
  ['DELETE /api/v3/openOrders', cancelReader(['recvWindow'], 'symbol')],
  ['DELETE /api/v3/orderList', cancelReader(CANCEL_LIST, 'symbol')],
  ['DELETE /sapi/v1/margin/order', cancelReader([...CANCEL, 'isIsolated'], 'symbol')],
  ['DELETE /sapi/v1/margin/openOrders', cancelReader(['isIsolated', 'recvWindow'], 'symbol')],
  ['DELETE /sapi/v1/margin/orderList', cancelReader([...CANCEL_LIST, 'isIsolated'], 'symbol')],
  ['DELETE /sapi/v1/algo/spot/order', cancelReader(['algoId', 'recvWindow'])],
  ['POST /sapi/v1/margin/max-leverage', noOrders],
])

/**
 * What a request to Binance spot or margin does to orders. A margin order that borrows or repays is unreadable; algorithms, and
 * lists whose second order takes its quantity from the first, cannot be read.
 * @throws OrderUnreadableError
 */
export function readBinanceSpotOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(binanceSpotEndpoints, readers, request)
}

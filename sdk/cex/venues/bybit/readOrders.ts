import { everyOrder } from '../../orders/everyOrder.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { bybitEndpoints } from './endpoints.ts'

type Category = 'spot' | 'linear' | 'inverse' | 'option'

const CATEGORIES: ReadonlyMap<string, Category> = new Map([
  ['spot', 'spot'],
  ['linear', 'linear'],
  ['inverse', 'inverse'],
  ['option', 'option'],
])
const SIDES: ReadonlyMap<string, Side> = new Map([
  ['Buy', 'buy'],
  ['Sell', 'sell'],
])
const TYPES: ReadonlyMap<string, 'limit' | 'market'> = new Map([
  ['Limit', 'limit'],
  ['Market', 'market'],
])

/** Attached to an order or a position: orders of their own. */
const STOPS = [
  'takeProfit',
  'stopLoss',
  'tpTriggerBy',
  'slTriggerBy',
  'tpslMode',
  'tpLimitPrice',
  'slLimitPrice',
  'tpOrderType',
  'slOrderType',
]
/** `orderIv` and `bboSideType` put another price in the place of the order's: not known. */
const ORDER = [
  'symbol',
  'isLeverage',
  'side',
  'orderType',
  'qty',
  'marketUnit',
  'slippageToleranceType',
  'slippageTolerance',
  'price',
  'triggerDirection',
  'orderFilter',
  'triggerPrice',
  'triggerBy',
  'timeInForce',
  'positionIdx',
  'orderLinkId',
  'reduceOnly',
  'closeOnTrigger',
  'smpType',
  'mmp',
  ...STOPS,
]
const AMENDMENT = ['symbol', 'orderId', 'orderLinkId', 'triggerPrice', 'qty', 'price', 'triggerBy', ...STOPS]
const CANCELLATION = ['symbol', 'orderId', 'orderLinkId', 'orderFilter']

/** One symbol names a spot and a futures market here, so the category is part of the market. */
function marketOf(members: OrderMembers, category: Category): string {
  return `${category}:${members.text('symbol')}`
}

function unitOf(category: Category): 'base' | 'contracts' {
  return category === 'inverse' || category === 'option' ? 'contracts' : 'base'
}

/** A market order to buy on spot counts the quote asset unless it says otherwise. */
function spotUnit(members: OrderMembers, side: Side, market: boolean): 'base' | 'quote' {
  const units = new Map([
    ['baseCoin', 'base'],
    ['quoteCoin', 'quote'],
  ] as const)
  const unit = members.optionalChoice('marketUnit', units)
  if (!market && unit !== undefined) throw members.unreadable('marketUnit goes with a market order only')
  return unit ?? (market && side === 'buy' ? 'quote' : 'base')
}

const HEDGED: ReadonlyMap<string, Side | 'none'> = new Map([
  ['0', 'none'],
  ['1', 'sell'],
  ['2', 'buy'],
])

function order(members: OrderMembers, category: Category): readonly VenueOrder[] {
  const leverage = members.optionalText('isLeverage')
  if (leverage !== undefined && leverage !== '0') throw members.unreadable('isLeverage borrows')
  const side = members.choice('side', SIDES)
  const kind = members.choice('orderType', TYPES)
  const rests = members.has('triggerPrice')
  const type: OrderType = !rests ? kind : kind === 'limit' ? 'triggerLimit' : 'triggerMarket'
  const hedged = members.optionalChoice('positionIdx', HEDGED) === side
  const unit = category === 'spot' ? spotUnit(members, side, kind === 'market') : unitOf(category)
  const parent: PlacedOrder = {
    action: 'place',
    market: marketOf(members, category),
    side,
    type,
    quantity: members.positive('qty'),
    unit,
    price: members.priceFor(type, 'price'),
    triggerPrice: members.optionalPositive('triggerPrice'),
    reduceOnly: category !== 'spot' && (members.flag('reduceOnly') || hedged),
  }
  return [parent, ...stops(members, parent, category)]
}

/** Take profit and stop loss of an order: they undo it, and on futures can only make the position smaller. */
function stops(members: OrderMembers, parent: PlacedOrder, category: Category): PlacedOrder[] {
  const side = parent.side === undefined ? undefined : oppositeSide(parent.side)
  return (['tp', 'sl'] as const).flatMap((kind) => {
    const trigger = kind === 'tp' ? 'takeProfit' : 'stopLoss'
    const limited = members.optionalChoice(`${kind}OrderType`, TYPES) === 'limit'
    const price = members.optionalPositive(`${kind}LimitPrice`)
    if (limited !== (price !== undefined)) {
      throw members.unreadable(`${kind}OrderType and ${kind}LimitPrice do not fit`)
    }
    if (!members.has(trigger)) {
      if (limited) throw members.unreadable(`${trigger} is missing`)
      return []
    }
    const type = limited ? 'triggerLimit' : 'triggerMarket'
    const triggerPrice = members.positive(trigger)
    return [{ ...parent, side, type, price, triggerPrice, reduceOnly: category !== 'spot' } as const]
  })
}

/** Undefined when it attaches orders whose side is not told. */
function amendment(members: OrderMembers, category: Category): readonly VenueOrder[] | undefined {
  if (STOPS.some((name) => members.has(name))) return undefined
  return [
    {
      action: 'amend',
      market: marketOf(members, category),
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('qty'),
      unit: unitOf(category),
      price: members.optionalPositive('price'),
      triggerPrice: members.optionalPositive('triggerPrice'),
      reduceOnly: false,
    },
  ]
}

function cancellation(members: OrderMembers, category: Category): readonly VenueOrder[] {
  return [{ action: 'cancel', market: marketOf(members, category) }]
}

type Read = (members: OrderMembers, category: Category) => readonly VenueOrder[] | undefined

function single(names: readonly string[], read: Read): OrderReader {
  const known = new Set(['category', ...names])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    return read(members, members.choice('category', CATEGORIES))
  }
}

function batch(names: readonly string[], read: Read): OrderReader {
  const outer = new Set(['category', 'request'])
  const known = new Set(names)
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, outer)
    const category = members.choice('category', CATEGORIES)
    return everyOrder(members.list('request', known).map((one) => read(one, category)))
  }
}

const CANCEL_ALL = ['symbol', 'baseCoin', 'settleCoin', 'orderFilter', 'stopOrderType']

function cancelAll(members: OrderMembers, category: Category): readonly VenueOrder[] {
  return [{ action: 'cancel', market: members.has('symbol') ? marketOf(members, category) : undefined }]
}

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /v5/order/create', single(ORDER, order)],
  ['POST /v5/order/pre-check', single(ORDER, order)],
  ['POST /v5/order/create-batch', batch(ORDER, order)],
  ['POST /v5/order/amend', single(AMENDMENT, amendment)],
  ['POST /v5/order/amend-batch', batch(AMENDMENT, amendment)],
  ['POST /v5/order/cancel', single(CANCELLATION, cancellation)],
  ['POST /v5/order/cancel-batch', batch(CANCELLATION, cancellation)],
  ['POST /v5/order/cancel-all', single(CANCEL_ALL, cancelAll)],
  ['POST /v5/order/disconnected-cancel-all', () => [{ action: 'cancel', market: undefined }]],
  ['POST /v5/position/set-leverage', noOrders],
  ['POST /v5/position/switch-isolated', noOrders],
  ['POST /v5/position/set-tpsl-mode', noOrders],
  ['POST /v5/position/switch-mode', noOrders],
  ['POST /v5/position/set-risk-limit', noOrders],
  ['POST /v5/position/set-auto-add-margin', noOrders],
  ['POST /v5/position/add-margin', noOrders],
  ['POST /v5/position/confirm-pending-mmr', noOrders],
  ['POST /v5/account/set-margin-mode', noOrders],
  ['POST /v5/account/set-limit-px-action', noOrders],
  ['POST /v5/account/mmp-modify', noOrders],
  ['POST /v5/account/mmp-reset', noOrders],
  ['POST /v5/spot-margin-trade/set-leverage', noOrders],
])

/**
 * What a request to Bybit does to orders. A market is category and symbol, `linear:BTCUSDT`. Take profit and stop loss of an order
 * are read as orders; of a position, or attached by an amendment, they cannot be read. A spot order that borrows is unreadable.
 * @throws OrderUnreadableError
 */
export function readBybitOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bybitEndpoints, readers, request)
}

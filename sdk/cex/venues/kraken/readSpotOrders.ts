import { cancelReader } from '../../orders/cancelReader.ts'
import { everyOrder } from '../../orders/everyOrder.ts'
import { oppositeSide } from '../../orders/oppositeSide.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { krakenSpotEndpoints } from './spotEndpoints.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])

/** Settling a position and trailing limits, whose price follows the market, are not read. */
const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['limit', 'limit'],
  ['iceberg', 'limit'],
  ['market', 'market'],
  ['stop-loss', 'triggerMarket'],
  ['take-profit', 'triggerMarket'],
  ['trailing-stop', 'triggerMarket'],
  ['stop-loss-limit', 'triggerLimit'],
  ['take-profit-limit', 'triggerLimit'],
])

const FLAGS = new Set(['post', 'fcib', 'fciq', 'nompp', 'viqc'])

const CLOSE = ['ordertype', 'price', 'price2']
const CLOSE_FLAT = CLOSE.map((name) => `close[${name}]`)
const ORDER = [
  'type',
  'ordertype',
  'volume',
  'displayvol',
  'price',
  'price2',
  'trigger',
  'leverage',
  'reduce_only',
  'stptype',
  'oflags',
  'timeinforce',
  'starttm',
  'expiretm',
  'userref',
  'cl_ord_id',
  'close',
  ...CLOSE_FLAT,
]
const SINGLE = new Set([...ORDER, 'pair', 'deadline', 'validate'])
const BATCH = new Set(['pair', 'orders', 'deadline', 'validate'])
const BATCHED = new Set(ORDER)

/** A limit stands in `price`, or in `price2` beside a trigger. Relative prices are no decimals, and so unreadable. */
function priceOf(
  members: OrderMembers,
  type: OrderType,
  price = 'price',
  price2 = 'price2',
): string | undefined {
  if (type === 'triggerLimit') return members.positive(price2)
  if (members.has(price2)) throw members.unreadable(`${price2} means nothing to an order of this type`)
  // of a triggered market order, the price is the trigger
  return type === 'triggerMarket' ? undefined : members.priceFor(type, price)
}

/** A trigger relative to the market, or one that trails it, has no price that bounds it. */
function triggerOf(members: OrderMembers, type: OrderType, price = 'price'): string | undefined {
  if (type !== 'triggerMarket' && type !== 'triggerLimit') return undefined
  const text = members.text(price)
  return /^\d/.test(text) && !text.endsWith('%') ? members.positive(price) : undefined
}

function flagsOf(members: OrderMembers): string[] {
  const flags = members.optionalText('oflags')?.split(',') ?? []
  if (flags.some((flag) => !FLAGS.has(flag))) throw members.unreadable('oflags has an unknown flag')
  return flags
}

function order(members: OrderMembers, market: string): readonly VenueOrder[] {
  const type = members.choice('ordertype', TYPES)
  const quote = flagsOf(members).includes('viqc')
  if (quote && type !== 'market') throw members.unreadable('oflags counts the quote asset')
  const leveraged = (members.optionalText('leverage') ?? 'none') !== 'none'
  const parent: PlacedOrder = {
    action: 'place',
    // a position on margin is held with borrowed money: a grant of the spot market is none of it
    market: leveraged ? `margin:${market}` : market,
    side: members.choice('type', SIDES),
    type,
    quantity: members.positive('volume'),
    unit: quote ? 'quote' : 'base',
    price: priceOf(members, type),
    triggerPrice: triggerOf(members, type),
    // spot without leverage has no position, and the flag no meaning
    reduceOnly: members.flag('reduce_only') && leveraged,
  }
  const child = closing(members, parent)
  return child === undefined ? [parent] : [parent, child]
}

/** The order that the venue places when this one fills, written as an object or flat as in a form. */
function closing(members: OrderMembers, parent: PlacedOrder): PlacedOrder | undefined {
  const flat = CLOSE_FLAT.some((name) => members.has(name))
  const nested = members.optionalObject('close', new Set(CLOSE))
  if (flat && nested !== undefined) throw members.unreadable('close is given twice')
  if (!flat && nested === undefined) return undefined
  const source = nested ?? members
  const [typeName = '', price, price2] = flat ? CLOSE_FLAT : CLOSE
  const type = source.choice(typeName, TYPES)
  const side = parent.side === undefined ? undefined : oppositeSide(parent.side)
  const triggerPrice = triggerOf(source, type, price)
  return {
    ...parent,
    side,
    type,
    price: priceOf(source, type, price, price2),
    triggerPrice,
    reduceOnly: false,
  }
}

const readOrder: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, SINGLE)
  return order(members, members.text('pair'))
}

const readBatch: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, BATCH)
  const market = members.text('pair')
  return everyOrder(members.listText('orders', BATCHED).map((one) => order(one, market)))
}

const AMENDMENT = new Set([
  'txid',
  'cl_ord_id',
  'pair',
  'order_qty',
  'display_qty',
  'limit_price',
  'trigger_price',
  'post_only',
  'deadline',
])

const readAmendment: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  return [
    {
      action: 'amend',
      // the order is found by its id: what the request says of the pair proves nothing
      market: undefined,
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('order_qty'),
      unit: 'base',
      price: members.optionalPositive('limit_price'),
      triggerPrice: members.optionalPositive('trigger_price'),
      reduceOnly: false,
    },
  ]
}

const EDIT = new Set([
  'txid',
  'pair',
  'volume',
  'displayvol',
  'price',
  'price2',
  'oflags',
  'deadline',
  'cancel_response',
  'validate',
  'userref',
])

/** A price alone is a limit or a trigger, by the type of an order that is not named: undefined. */
const readEdit: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, EDIT)
  if (members.has('price') && !members.has('price2')) return undefined
  if (flagsOf(members).includes('viqc')) throw members.unreadable('oflags counts the quote asset')
  return [
    {
      action: 'amend',
      market: members.text('pair'),
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('volume'),
      unit: 'base',
      price: members.optionalPositive('price2'),
      triggerPrice: members.optionalPositive('price'),
      reduceOnly: false,
    },
  ]
}

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /0/private/AddOrder', readOrder],
  ['POST /0/private/AddOrderBatch', readBatch],
  ['POST /0/private/AmendOrder', readAmendment],
  ['POST /0/private/EditOrder', readEdit],
  ['POST /0/private/CancelOrder', cancelReader(['txid', 'cl_ord_id', 'userref'])],
  ['POST /0/private/CancelOrderBatch', cancelReader(['orders', 'cl_ord_ids'])],
  ['POST /0/private/CancelAll', cancelReader([])],
  ['POST /0/private/CancelAllOrdersAfter', cancelReader(['timeout'])],
])

/**
 * What a request to Kraken spot does to orders. With leverage a market is another one, `margin:XBTUSD`. The order that closes another (`close`) is read as one. Prices relative to the
 * market are unreadable; an edited price that may be a trigger cannot be read: `AmendOrder` says which it is.
 * @throws OrderUnreadableError
 */
export function readKrakenSpotOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(krakenSpotEndpoints, readers, request)
}

import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { CancelledOrder, OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { hyperliquidEndpoints } from './endpoints.ts'
import { hyperliquidEndpointOf } from './hyperliquidEndpointOf.ts'

const REQUEST = new Set(['action', 'vaultAddress', 'expiresAfter'])
const ORDER = new Set(['a', 'b', 'p', 's', 'r', 't', 'c'])
const ORDER_KIND = new Set(['limit', 'trigger'])
const LIMIT = new Set(['tif'])
const TRIGGER = new Set(['isMarket', 'triggerPx', 'tpsl'])
const MODIFICATION = new Set(['oid', 'order'])
const TWAP = new Set(['a', 'b', 's', 'r', 'm', 't'])

const TIMES_IN_FORCE = choices<true>({ Alo: true, Ioc: true, Gtc: true, FrontendMarket: true })
const GROUPINGS = choices<true>({ na: true, normalTpsl: true, positionTpsl: true })

/** Spot markets have numbers from here on, up to those of perpetuals that others have deployed. */
const FIRST_SPOT = 10_000
const FIRST_DEPLOYED = 100_000

type ActionReader = (action: OrderMembers) => readonly VenueOrder[]

const READERS = new Map<string, OrderReader>([
  reader('order', ['orders', 'grouping', 'builder'], (action) => {
    action.choice('grouping', GROUPINGS)
    return action.list('orders', ORDER).map(placed)
  }),
  reader('modify', ['oid', 'order'], (action) => [amended(action)]),
  reader('batchModify', ['modifies'], (action) => action.list('modifies', MODIFICATION).map(amended)),
  reader('cancel', ['cancels'], (action) =>
    action.list('cancels', new Set(['a', 'o', 'f'])).map((members) => cancelled(members, 'a')),
  ),
  reader('cancelByCloid', ['cancels'], (action) =>
    action.list('cancels', new Set(['asset', 'cloid', 'f'])).map((members) => cancelled(members, 'asset')),
  ),
  reader('scheduleCancel', ['time'], () => [{ action: 'cancel', market: undefined }]),
  reader('twapOrder', ['twap', 'details'], twapPlaced),
  reader('twapCancel', ['a', 't'], (action) => [cancelled(action, 'a')]),
  ['POST /exchange updateLeverage', noOrders],
  ['POST /exchange updateIsolatedMargin', noOrders],
  ['POST /exchange topUpIsolatedOnlyMargin', noOrders],
])

/**
 * Reads orders of Hyperliquid. A market is the asset's number, as text: `0`, `10107`. Orders for a vault or sub-account that the
 * signer trades for are read as its own. @throws OrderUnreadableError.
 */
export function readHyperliquidOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(hyperliquidEndpoints, READERS, request, hyperliquidEndpointOf)
}

function reader(type: string, names: readonly string[], read: ActionReader): [string, OrderReader] {
  const known = new Set(['type', ...names])
  return [
    `POST /exchange ${type}`,
    (request, endpoint) => {
      const action = OrderMembers.ofRequest(endpoint, request, REQUEST).optionalObject('action', known)
      return action === undefined ? undefined : read(action)
    },
  ]
}

function placed(members: OrderMembers): PlacedOrder {
  const market = members.text('a')
  const kind = required(members, 't', ORDER_KIND)
  const limit = kind.optionalObject('limit', LIMIT)
  const trigger = kind.optionalObject('trigger', TRIGGER)
  if ((limit === undefined) === (trigger === undefined)) throw members.unreadable('t is not limit or trigger')
  limit?.choice('tif', TIMES_IN_FORCE)
  trigger?.positive('triggerPx')
  const type = trigger === undefined ? 'limit' : trigger.flag('isMarket') ? 'triggerMarket' : 'triggerLimit'
  const price = members.positive('p')
  return orderOf(members, market, type, type === 'triggerMarket' ? undefined : price)
}

function amended(members: OrderMembers): PlacedOrder {
  members.text('oid')
  return { ...placed(required(members, 'order', ORDER)), action: 'amend' }
}

/** Sold or bought in parts over minutes, at the market's price within the venue's bounds. */
function twapPlaced(action: OrderMembers): PlacedOrder[] {
  const members = required(action, 'twap', TWAP)
  return [orderOf(members, members.text('a'), 'other', undefined)]
}

function orderOf(
  members: OrderMembers,
  market: string,
  type: OrderType,
  price: string | undefined,
): PlacedOrder {
  const number = Number(market)
  // spot has no positions, so nothing that an order could only make smaller
  const spot = number >= FIRST_SPOT && number < FIRST_DEPLOYED
  if (!members.has('b') || !members.has('r')) throw members.unreadable('b or r is missing')
  return {
    action: 'place',
    market: assetOf(members, market),
    side: members.flag('b') ? 'buy' : 'sell',
    type,
    quantity: members.positive('s'),
    unit: 'base',
    price,
    reduceOnly: members.flag('r') && !spot,
  }
}

function cancelled(members: OrderMembers, name: string): CancelledOrder {
  return { action: 'cancel', market: assetOf(members, members.text(name)) }
}

function assetOf(members: OrderMembers, market: string): string {
  if (!/^(0|[1-9]\d*)$/.test(market)) throw members.unreadable('the asset is not a number')
  return market
}

function required(members: OrderMembers, name: string, known: ReadonlySet<string>): OrderMembers {
  const object = members.optionalObject(name, known)
  if (object === undefined) throw members.unreadable(`${name} is missing`)
  return object
}

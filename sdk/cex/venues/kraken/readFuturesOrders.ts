import { cancelReader } from '../../orders/cancelReader.ts'
import { everyOrder } from '../../orders/everyOrder.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { parseOrderText } from '../../orders/parseOrderText.ts'
import type { OrderType, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { krakenFuturesEndpoints } from './futuresEndpoints.ts'

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['buy', 'buy'],
  ['sell', 'sell'],
])
const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['lmt', 'limit'],
  ['post', 'limit'],
  ['ioc', 'limit'],
  ['fok', 'limit'],
  ['mkt', 'market'],
  ['stp', 'triggerMarket'],
  ['take_profit', 'triggerMarket'],
  ['trailing_stop', 'triggerMarket'],
])

/** A limit that follows the market (`limitPriceOffsetValue`) is not known. */
const ORDER = [
  'orderType',
  'symbol',
  'side',
  'size',
  'limitPrice',
  'stopPrice',
  'cliOrdId',
  'triggerSignal',
  'reduceOnly',
  'trailingStopMaxDeviation',
  'trailingStopDeviationUnit',
]
const EDIT = ['orderId', 'cliOrdId', 'size', 'limitPrice', 'stopPrice']
const BATCHED = new Set([...ORDER, 'order', 'order_tag', 'order_id', 'orderId'])
const BATCHED_EDIT = new Set([...EDIT, 'order', 'order_id', 'order_tag'])
const BATCHED_CANCEL = new Set(['order', 'order_id', 'cliOrdId'])

/** Linear perpetuals count the base asset, all else contracts. */
function unitOf(market: string): 'base' | 'contracts' {
  return /^pf_/i.test(market) ? 'base' : 'contracts'
}

function triggerOf(members: OrderMembers): string | undefined {
  return members.optionalPositive('stopPrice')
}

function order(members: OrderMembers): readonly VenueOrder[] {
  const named = members.choice('orderType', TYPES)
  const type = named === 'triggerMarket' && members.has('limitPrice') ? 'triggerLimit' : named
  const market = members.text('symbol')
  return [
    {
      action: 'place',
      market,
      side: members.choice('side', SIDES),
      type,
      quantity: members.positive('size'),
      unit: unitOf(market),
      price: members.priceFor(type, 'limitPrice'),
      triggerPrice: members.text('orderType') === 'trailing_stop' ? undefined : triggerOf(members),
      reduceOnly: members.flag('reduceOnly'),
    },
  ]
}

function amendment(members: OrderMembers): readonly VenueOrder[] {
  return [
    {
      action: 'amend',
      market: undefined,
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('size'),
      unit: 'contracts',
      price: members.optionalPositive('limitPrice'),
      triggerPrice: triggerOf(members),
      reduceOnly: false,
    },
  ]
}

const SINGLE = new Set([...ORDER, 'processBefore', 'broker'])
const SINGLE_EDIT = new Set([...EDIT, 'processBefore'])

const readOrder: OrderReader = (request, endpoint) => order(OrderMembers.ofRequest(endpoint, request, SINGLE))

const readEdit: OrderReader = (request, endpoint) =>
  amendment(OrderMembers.ofRequest(endpoint, request, SINGLE_EDIT))

const JSON_FORM = new Set(['json', 'ProcessBefore', 'processBefore'])
const PLAIN_FORM = new Set(['batchOrder'])

/** The list, out of the parameter `json` that the venue documents, as text or value, or named by itself. */
function batchOf(request: VenueRequest, endpoint: string): OrderMembers {
  if (request.params?.some(([name]) => name === 'batchOrder') === true) {
    return OrderMembers.ofRequest(endpoint, request, PLAIN_FORM)
  }
  const outer = OrderMembers.ofRequest(endpoint, request, JSON_FORM)
  const value = outer.json('json')
  const object = typeof value === 'string' ? parseOrderText(value) : value
  if (object === undefined) throw outer.unreadable('json is missing or no plain JSON')
  const members = new OrderMembers(endpoint, [['json', object]], JSON_FORM).optionalObject('json', PLAIN_FORM)
  if (members === undefined) throw outer.unreadable('json is missing')
  return members
}

const ANY = new Set([...BATCHED, ...BATCHED_EDIT, ...BATCHED_CANCEL])

function narrowed(members: OrderMembers, known: ReadonlySet<string>): OrderMembers {
  for (const name of ANY) {
    if (members.has(name) && !known.has(name)) throw members.unreadable(`a member is not known: ${name}`)
  }
  return members
}

const readBatch: OrderReader = (request, endpoint) =>
  everyOrder(
    batchOf(request, endpoint)
      .list('batchOrder', ANY)
      .map((one) => {
        const kind = one.text('order')
        if (kind === 'send') return order(narrowed(one, BATCHED))
        if (kind === 'edit') return amendment(narrowed(one, BATCHED_EDIT))
        if (kind !== 'cancel') throw one.unreadable('order is none of send, edit, cancel')
        narrowed(one, BATCHED_CANCEL)
        return [{ action: 'cancel', market: undefined }]
      }),
  )

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /derivatives/api/v3/sendorder', readOrder],
  ['POST /derivatives/api/v3/editorder', readEdit],
  ['POST /derivatives/api/v3/batchorder', readBatch],
  ['POST /derivatives/api/v3/cancelorder', cancelReader(['order_id', 'cliOrdId', 'processBefore'])],
  ['POST /derivatives/api/v3/cancelallorders', cancelReader([], 'symbol')],
  ['POST /derivatives/api/v3/cancelallordersafter', cancelReader(['timeout'])],
  ['PUT /derivatives/api/v3/leveragepreferences', noOrders],
  ['PUT /derivatives/api/v3/self-trade-strategy', noOrders],
])

/**
 * What a request to Kraken Futures does to orders. Linear perpetuals (`PF_`) count the base asset, other futures contracts.
 * @throws OrderUnreadableError
 */
export function readKrakenFuturesOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(krakenFuturesEndpoints, readers, request)
}

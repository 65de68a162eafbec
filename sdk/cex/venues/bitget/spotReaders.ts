import { everyOrder } from '../../orders/everyOrder.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import { sides, types } from './orderWords.ts'
import { presetOrders } from './presetOrders.ts'

const PRESETS = [
  ['presetTakeProfitPrice', 'executeTakeProfitPrice'],
  ['presetStopLossPrice', 'executeStopLossPrice'],
] as const
const PRESET_NAMES = PRESETS.flat()

const BATCHED = [
  'symbol',
  'side',
  'orderType',
  'force',
  'price',
  'size',
  'clientOid',
  'stpMode',
  ...PRESET_NAMES,
]
const ORDER = new Set([...BATCHED, 'triggerPrice', 'tpslType', 'requestTime', 'receiveWindow'])
const BATCH = new Set(['symbol', 'batchMode', 'orderList'])

const MODES = new Map([
  ['single', 'single'],
  ['multiple', 'multiple'],
] as const)

/** Market orders to buy count the quote asset. */
function order(members: OrderMembers, market: string): readonly VenueOrder[] {
  const kind = members.choice('orderType', types)
  const side = members.choice('side', sides)
  const rests = members.has('triggerPrice') || members.has('tpslType')
  if (rests && members.text('tpslType') === 'normal') {
    throw members.unreadable('triggerPrice means nothing to a normal order')
  }
  const type: OrderType = !rests ? kind : kind === 'limit' ? 'triggerLimit' : 'triggerMarket'
  const parent: PlacedOrder = {
    action: 'place',
    market: `spot:${market}`,
    side,
    type,
    quantity: members.positive('size'),
    unit: kind === 'market' && side === 'buy' ? 'quote' : 'base',
    price: members.priceFor(type, 'price'),
    triggerPrice: members.optionalPositive('triggerPrice'),
    reduceOnly: false,
  }
  return [parent, ...presetOrders(members, parent, PRESETS)]
}

const readOrder: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  return order(members, members.text('symbol'))
}

/** The market of each order of a list: its own if there may be several, else the list's, which its own must not contradict. */
function marketsOf(outer: OrderMembers, list: readonly OrderMembers[]): string[] {
  const several = outer.optionalChoice('batchMode', MODES) === 'multiple'
  return list.map((members) => {
    if (several) return members.text('symbol')
    const market = outer.text('symbol')
    if ((members.optionalText('symbol') ?? market) !== market) {
      throw members.unreadable('symbol is not the symbol of the list')
    }
    return market
  })
}

const BATCHED_ORDER = new Set(BATCHED)

const readBatch: OrderReader = (request, endpoint) => {
  const outer = OrderMembers.ofRequest(endpoint, request, BATCH)
  const list = outer.list('orderList', BATCHED_ORDER)
  const markets = marketsOf(outer, list)
  return everyOrder(list.map((members, index) => order(members, markets[index] ?? '')))
}

const PLAN = new Set([
  'symbol',
  'side',
  'triggerPrice',
  'orderType',
  'executePrice',
  'price',
  'force',
  'planType',
  'size',
  'triggerType',
  'clientOid',
  'stpMode',
])
const PLAN_UNITS = new Map([
  ['amount', 'base'],
  ['total', 'quote'],
] as const)

const readPlan: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, PLAN)
  const limit = members.choice('orderType', types) === 'limit'
  // not documented here, but ccxt sends it along
  if (members.has('price') && members.json('price') !== members.json('executePrice')) {
    throw members.unreadable('price is not executePrice')
  }
  return [
    {
      action: 'place',
      market: `spot:${members.text('symbol')}`,
      side: members.choice('side', sides),
      type: limit ? 'triggerLimit' : 'triggerMarket',
      quantity: members.positive('size'),
      unit: members.choice('planType', PLAN_UNITS),
      price: members.priceFor(limit ? 'limit' : 'market', 'executePrice'),
      triggerPrice: members.positive('triggerPrice'),
      reduceOnly: false,
    },
  ]
}

const REPLACEMENT = [
  'symbol',
  'price',
  'size',
  'orderType',
  'clientOid',
  'orderId',
  'newClientOid',
  ...PRESET_NAMES,
]

/** A limit order in the place of another, on the same side. Undefined when it attaches orders, whose side is not told. */
function replacement(members: OrderMembers): readonly VenueOrder[] | undefined {
  if (PRESET_NAMES.some((name) => members.has(name))) return undefined
  if (members.optionalChoice('orderType', types) === 'market')
    throw members.unreadable('orderType is not limit')
  return [
    {
      action: 'amend',
      market: `spot:${members.text('symbol')}`,
      side: undefined,
      type: 'limit',
      quantity: members.positive('size'),
      unit: 'base',
      price: members.positive('price'),
      reduceOnly: false,
    },
  ]
}

const SINGLE_REPLACEMENT = new Set(REPLACEMENT)
const LIST = new Set(['orderList'])

/** Names that market of spot, if the member is there. */
function cancel(names: readonly string[]): OrderReader {
  const known = new Set([...names, 'symbol'])
  return (request, endpoint) => {
    const symbol = OrderMembers.ofRequest(endpoint, request, known).optionalText('symbol')
    return [{ action: 'cancel', market: symbol === undefined ? undefined : `spot:${symbol}` }]
  }
}

const CANCELLED = new Set(['symbol', 'orderId', 'clientOid'])

const readCancellations: OrderReader = (request, endpoint) => {
  const outer = OrderMembers.ofRequest(endpoint, request, BATCH)
  const list = outer.list('orderList', CANCELLED)
  return marketsOf(outer, list).map((market) => ({ action: 'cancel', market: `spot:${market}` }))
}

const TRADE = 'POST /api/v2/spot/trade'

/** Readers of Bitget's spot orders, by endpoint. */
export const spotReaders: readonly (readonly [endpoint: string, reader: OrderReader])[] = [
  [`${TRADE}/place-order`, readOrder],
  [`${TRADE}/batch-orders`, readBatch],
  [`${TRADE}/place-plan-order`, readPlan],
  [
    `${TRADE}/cancel-replace-order`,
    (request, endpoint) => replacement(OrderMembers.ofRequest(endpoint, request, SINGLE_REPLACEMENT)),
  ],
  [
    `${TRADE}/batch-cancel-replace-order`,
    (request, endpoint) =>
      everyOrder(
        OrderMembers.ofRequest(endpoint, request, LIST)
          .list('orderList', SINGLE_REPLACEMENT)
          .map(replacement),
      ),
  ],
  [`${TRADE}/cancel-order`, cancel(['orderId', 'clientOid', 'tpslType'])],
  [`${TRADE}/cancel-symbol-order`, cancel([])],
  [`${TRADE}/cancel-plan-order`, cancel(['orderId', 'clientOid'])],
  [`${TRADE}/batch-cancel-plan-order`, cancel(['symbolList'])],
  [`${TRADE}/batch-cancel-order`, readCancellations],
]

import { everyOrder } from '../../orders/everyOrder.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import { sides, types } from './orderWords.ts'
import { presetOrders } from './presetOrders.ts'

const PRESETS = [
  ['presetStopSurplusPrice', 'presetStopSurplusExecutePrice'],
  ['presetStopLossPrice', 'presetStopLossExecutePrice'],
] as const
const PRESET_NAMES = [...PRESETS.flat(), 'presetStopSurplusTriggerType', 'presetStopLossTriggerType']

const MARKET = ['symbol', 'productType', 'marginMode', 'marginCoin']
const BATCHED = [
  'size',
  'price',
  'side',
  'tradeSide',
  'orderType',
  'force',
  'clientOid',
  'reduceOnly',
  'stpMode',
  ...PRESET_NAMES,
]
const ORDER = new Set([...MARKET, ...BATCHED])
const BATCHED_ORDER = new Set([...BATCHED, ...MARKET])
const BATCH = new Set([...MARKET, 'orderList'])
const PLAN = new Set([
  ...MARKET,
  'planType',
  'size',
  'price',
  'executePrice',
  'force',
  'triggerPrice',
  'triggerType',
  'side',
  'tradeSide',
  'orderType',
  'clientOid',
  'reduceOnly',
])

const YES_NO = new Map([
  ['YES', 'yes'],
  ['yes', 'yes'],
  ['NO', 'no'],
  ['no', 'no'],
] as const)
const TRADE_SIDES = new Map([
  ['open', 'open'],
  ['Open', 'open'],
  ['close', 'close'],
  ['Close', 'close'],
] as const)
/** As the venue writes them, in whatever case clients send them. */
const PRODUCT = /^s?(usdt|coin|usdc)-futures$/i

/** One symbol names a spot and a futures market here, so the product is part of the market. */
function marketOf(members: OrderMembers): string {
  const product = members.text('productType')
  if (!PRODUCT.test(product)) throw members.unreadable('productType is not known')
  return `${product.toUpperCase()}:${members.text('symbol')}`
}

/**
 * What the order does but for its price. Undefined when it closes in hedge mode, where `side` is the side of the position, while in
 * one-way mode the venue reads the same request as an order of that side.
 */
function shape(members: OrderMembers, market: string, type: OrderType): PlacedOrder | undefined {
  const tradeSide = members.optionalChoice('tradeSide', TRADE_SIDES)
  if (tradeSide === 'close') return undefined
  const reduceOnly = members.optionalChoice('reduceOnly', YES_NO) === 'yes'
  return {
    action: 'place',
    market,
    side: members.choice('side', sides),
    type,
    quantity: members.positive('size'),
    unit: 'base',
    price: members.priceFor(type, 'price'),
    triggerPrice: members.optionalPositive('triggerPrice'),
    // in hedge mode, which needs a tradeSide, the venue does not heed it
    reduceOnly: reduceOnly && tradeSide === undefined,
  }
}

function order(members: OrderMembers, market: string): readonly VenueOrder[] | undefined {
  const parent = shape(members, market, members.choice('orderType', types))
  return parent === undefined ? undefined : [parent, ...presetOrders(members, parent, PRESETS)]
}

const readOrder: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  return order(members, marketOf(members))
}

const readBatch: OrderReader = (request, endpoint) => {
  const outer = OrderMembers.ofRequest(endpoint, request, BATCH)
  const market = marketOf(outer)
  return everyOrder(
    outer.list('orderList', BATCHED_ORDER).map((members) => {
      for (const name of MARKET) {
        if (members.has(name) && members.json(name) !== outer.json(name)) {
          throw members.unreadable(`${name} is not the ${name} of the list`)
        }
      }
      return order(members, market)
    }),
  )
}

/** A trigger; undefined for one that trails the market. */
const readPlan: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, PLAN)
  if (members.text('planType') !== 'normal_plan') return undefined
  const limit = members.choice('orderType', types) === 'limit'
  // not documented here, but ccxt sends it along
  if (members.has('executePrice') && members.json('executePrice') !== members.json('price')) {
    throw members.unreadable('executePrice is not price')
  }
  const read = shape(members, marketOf(members), limit ? 'triggerLimit' : 'triggerMarket')
  return read === undefined ? undefined : [read]
}

const MODIFICATION = new Set([
  'symbol',
  'productType',
  'marginCoin',
  'orderId',
  'clientOid',
  'newClientOid',
  'newSize',
  'newPrice',
  'newPresetStopSurplusPrice',
  'newPresetStopLossPrice',
])

/** Undefined when it attaches orders, whose side is not told. */
const readModification: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, MODIFICATION)
  if (members.has('newPresetStopSurplusPrice') || members.has('newPresetStopLossPrice')) return undefined
  return [
    {
      action: 'amend',
      market: marketOf(members),
      side: undefined,
      type: undefined,
      quantity: members.optionalPositive('newSize'),
      unit: 'base',
      price: members.optionalPositive('newPrice'),
      reduceOnly: false,
    },
  ]
}

function cancel(...names: readonly string[]): OrderReader {
  const known = new Set(['symbol', 'productType', 'marginCoin', ...names])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    return [{ action: 'cancel', market: members.has('symbol') ? marketOf(members) : undefined }]
  }
}

const TRADE = 'POST /api/v2/mix/order'

/** Readers of Bitget's futures orders, by endpoint. */
export const mixReaders: readonly (readonly [endpoint: string, reader: OrderReader])[] = [
  [`${TRADE}/place-order`, readOrder],
  [`${TRADE}/batch-place-order`, readBatch],
  [`${TRADE}/place-plan-order`, readPlan],
  [`${TRADE}/modify-order`, readModification],
  [`${TRADE}/cancel-order`, cancel('orderId', 'clientOid')],
  [`${TRADE}/batch-cancel-orders`, cancel('orderIdList')],
  [`${TRADE}/cancel-all-orders`, cancel('requestTime', 'receiveWindow')],
  [`${TRADE}/cancel-plan-order`, cancel('orderIdList', 'planType', 'orderId', 'clientOid')],
]

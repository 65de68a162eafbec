import { cancelReader } from '../../orders/cancelReader.ts'
import { everyOrder } from '../../orders/everyOrder.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { sides } from './sides.ts'
import { binanceUsdmEndpoints } from './usdmEndpoints.ts'

/** `priceMatch` puts the book's price in the place of the order's, so it is not among the members known. */
const SHARED = [
  'symbol',
  'side',
  'positionSide',
  'type',
  'timeInForce',
  'quantity',
  'reduceOnly',
  'price',
  'closePosition',
  'callbackRate',
  'workingType',
  'priceProtect',
  'newOrderRespType',
  'selfTradePreventionMode',
  'goodTillDate',
]
const ORDER = new Set([...SHARED, 'newClientOrderId', 'stopPrice', 'activationPrice'])
const ALGO = new Set([
  ...SHARED,
  'algoType',
  'clientAlgoId',
  'triggerPrice',
  'activatePrice',
  'activationPrice',
  'recvWindow',
])
const PLAIN = new Set([...ORDER, 'recvWindow'])
const BATCH = new Set(['batchOrders', 'recvWindow'])

const TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['LIMIT', 'limit'],
  ['MARKET', 'market'],
  ['STOP', 'triggerLimit'],
  ['TAKE_PROFIT', 'triggerLimit'],
  ['STOP_MARKET', 'triggerMarket'],
  ['TAKE_PROFIT_MARKET', 'triggerMarket'],
  ['TRAILING_STOP_MARKET', 'triggerMarket'],
])

/** In hedge mode a position of one side only gets smaller through orders of the other; the venue takes no such word otherwise. */
const REDUCING: ReadonlyMap<string, Side | 'none'> = new Map([
  ['BOTH', 'none'],
  ['LONG', 'sell'],
  ['SHORT', 'buy'],
])

/** Undefined for an order that closes a position, however large that is by then. */
function order(members: OrderMembers): readonly VenueOrder[] | undefined {
  const type = members.choice('type', TYPES)
  const trails = members.text('type') === 'TRAILING_STOP_MARKET'
  const side = members.choice('side', sides)
  const hedged = members.optionalChoice('positionSide', REDUCING) === side
  const reduceOnly = members.flag('reduceOnly') || hedged
  if (members.flag('closePosition')) return undefined
  return [
    {
      action: 'place',
      market: members.text('symbol'),
      side,
      type,
      quantity: members.positive('quantity'),
      unit: 'base',
      price: members.priceFor(type, 'price'),
      triggerPrice: trails ? undefined : triggerOf(members),
      reduceOnly,
    },
  ]
}

/** One of the two, by endpoint: each endpoint takes its own only. */
function triggerOf(members: OrderMembers): string | undefined {
  return members.optionalPositive('stopPrice') ?? members.optionalPositive('triggerPrice')
}

const readOrder: OrderReader = (request, endpoint) => order(OrderMembers.ofRequest(endpoint, request, PLAIN))

const readBatch: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, BATCH)
  return everyOrder(members.listText('batchOrders', ORDER).map(order))
}

const readAlgo: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, ALGO)
  if (members.text('algoType') !== 'CONDITIONAL') throw members.unreadable('algoType is not CONDITIONAL')
  return order(members)
}

const AMENDMENT = new Set(['symbol', 'side', 'orderId', 'origClientOrderId', 'quantity', 'price'])

/** Limit orders only can be changed. */
function amendment(members: OrderMembers): PlacedOrder {
  return {
    action: 'amend',
    market: members.text('symbol'),
    side: members.choice('side', sides),
    type: 'limit',
    quantity: members.positive('quantity'),
    unit: 'base',
    price: members.positive('price'),
    reduceOnly: false,
  }
}

const readAmendment: OrderReader = (request, endpoint) => [
  amendment(OrderMembers.ofRequest(endpoint, request, new Set([...AMENDMENT, 'recvWindow']))),
]

const readAmendments: OrderReader = (request, endpoint) =>
  OrderMembers.ofRequest(endpoint, request, BATCH).listText('batchOrders', AMENDMENT).map(amendment)

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ['POST /fapi/v1/order', readOrder],
  ['POST /fapi/v1/order/test', readOrder],
  ['POST /fapi/v1/batchOrders', readBatch],
  ['POST /fapi/v1/algoOrder', readAlgo],
  ['PUT /fapi/v1/order', readAmendment],
  ['PUT /fapi/v1/batchOrders', readAmendments],
  ['DELETE /fapi/v1/order', cancelReader(['orderId', 'origClientOrderId', 'recvWindow'], 'symbol')],
  [
    'DELETE /fapi/v1/batchOrders',
    cancelReader(['orderIdList', 'origClientOrderIdList', 'recvWindow'], 'symbol'),
  ],
  ['DELETE /fapi/v1/allOpenOrders', cancelReader(['recvWindow'], 'symbol')],
  ['DELETE /fapi/v1/algoOrder', cancelReader(['algoId', 'clientAlgoId', 'recvWindow'])],
  ['DELETE /fapi/v1/algoOpenOrders', cancelReader(['recvWindow'], 'symbol')],
  ['POST /fapi/v1/countdownCancelAll', cancelReader(['countdownTime', 'recvWindow'], 'symbol')],
  ['POST /fapi/v1/leverage', noOrders],
  ['POST /fapi/v1/marginType', noOrders],
  ['POST /fapi/v1/positionMargin', noOrders],
  ['POST /fapi/v1/positionSide/dual', noOrders],
])

/**
 * What a request to Binance USD-margined futures does to orders. One that closes a position, whatever its size, cannot be read.
 * @throws OrderUnreadableError
 */
export function readBinanceUsdmOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(binanceUsdmEndpoints, readers, request)
}

import { amendedOrder } from '../../orders/amendedOrder.ts'
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
import { wooEndpoints } from './endpoints.ts'

const ORDER = new Set([
  'symbol',
  'marginMode',
  'clientOrderId',
  'type',
  'price',
  'quantity',
  'amount',
  'reduceOnly',
  'visibleQuantity',
  'side',
  'positionSide',
  'bidAskLevel',
  'stpMode',
  // who gets a rebate: ccxt names itself
  'broker_id',
])

const AMENDMENT = new Set(['orderId', 'clientOrderId', 'symbol', 'price', 'quantity'])

const TYPES = choices<OrderType>({
  LIMIT: 'limit',
  MARKET: 'market',
  IOC: 'limit',
  FOK: 'limit',
  POST_ONLY: 'limit',
  // at a level of the book, whatever the price in the request
  ASK: 'other',
  BID: 'other',
})

const POSITIONS = choices<PositionSide>({ LONG: 'long', SHORT: 'short', BOTH: 'only' })

const cancels = cancelledMarkets({ market: 'symbol' })

const READERS = new Map<string, OrderReader>([
  ['POST /v3/trade/order', placed],
  ['PUT /v3/trade/order', amended],
  ['PUT /v3/order/{oid}', amended],
  ['PUT /v3/order/client/{clientOrderId}', amended],
  ['POST /v3/trade/cancelAllAfter', cancelledMarkets()],
  ['DELETE /v3/trade/order', cancels],
  ['DELETE /v3/trade/orders', cancels],
  ['DELETE /v3/trade/allOrders', cancels],
  ['DELETE /v3/trade/algoOrder', cancels],
  ['DELETE /v3/trade/algoOrders', cancels],
  ['DELETE /v3/algo/order/{orderId}', cancelledMarkets()],
  ['DELETE /v3/algo/orders/pending', cancelledMarkets()],
  ['DELETE /v3/algo/orders/pending/{symbol}', lastSegmentCancelled],
  ['DELETE /v3/orders/pending', cancelledMarkets()],
  ['POST /v3/spotMargin/leverage', noOrders],
  ['PUT /v3/futures/leverage', noOrders],
  ['PUT /v3/futures/positionMode', noOrders],
  ['PUT /v3/futures/defaultMarginMode', noOrders],
  ['PUT /v3/futures/defaultMarginMode/{symbol}', noOrders],
  ['POST /v3/futures/defaultMarginMode/reset', noOrders],
  ['POST /v3/isolatedMargin/margin', noOrders],
])

/** Reads orders of WOO X; algo orders, which may hold others inside, are not read. @throws OrderUnreadableError. */
export function readWooOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(wooEndpoints, READERS, request)
}

function placed(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  onlyOne(members, ['quantity', 'amount'])
  const type = members.choice('type', TYPES)
  const side = members.choice('side', sideWords.upper)
  const amount = members.optionalPositive('amount')
  const market = members.text('symbol')
  const position = members.optionalChoice('positionSide', POSITIONS)
  return [
    {
      action: 'place',
      market,
      side,
      type,
      quantity: amount ?? members.positive('quantity'),
      unit: amount === undefined ? 'base' : 'quote',
      price: type === 'limit' ? members.positive('price') : undefined,
      // positions are those of perpetuals
      reduceOnly:
        // a side that is not of the account's mode is refused (302186)
        market.startsWith('PERP_') &&
        reducesOnly({ side, position, flag: members.flag('reduceOnly'), refusesOtherMode: true }),
    },
  ]
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  return [
    amendedOrder({
      market: members.optionalText('symbol'),
      quantity: members.optionalPositive('quantity'),
      unit: 'base',
      price: members.optionalPositive('price'),
    }),
  ]
}

function lastSegmentCancelled(request: VenueRequest): VenueOrder[] {
  return [{ action: 'cancel', market: request.path.split('/').at(-1) }]
}

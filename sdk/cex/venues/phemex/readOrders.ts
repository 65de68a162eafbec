import { amendedOrder } from '../../orders/amendedOrder.ts'
import { attachedOrder } from '../../orders/attachedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { type PositionSide, reducesOnly } from '../../orders/reducesOnly.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { phemexEndpoints } from './endpoints.ts'

const ATTACHED = [
  { trigger: 'stopLossRp', price: 'slPxRp' },
  { trigger: 'takeProfitRp', price: 'tpPxRp' },
] as const

const ORDER = new Set([
  'symbol',
  'clOrdID',
  'posSide',
  'side',
  'orderQtyRq',
  'priceRp',
  'ordType',
  'timeInForce',
  'stopPxRp',
  'triggerType',
  ...ATTACHED.flatMap(({ trigger, price }) => [trigger, price]),
  'slTrigger',
  'tpTrigger',
  'reduceOnly',
  'closeOnTrigger',
  'text',
])

// a stop loss or take profit that is changed along would be an order whose side is not known here
const AMENDMENT = new Set([
  'symbol',
  'orderID',
  'origClOrdID',
  'clOrdID',
  'posSide',
  'orderQtyRq',
  'priceRp',
  'stopPxRp',
  'triggerType',
])

const TYPES = choices<OrderType>({
  Limit: 'limit',
  Market: 'market',
  Stop: 'triggerMarket',
  MarketIfTouched: 'triggerMarket',
  StopLimit: 'triggerLimit',
  LimitIfTouched: 'triggerLimit',
})

const POSITIONS = choices<PositionSide>({ Long: 'long', Short: 'short', Merged: 'only' })

const one: OrderReader = (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, ORDER))
const cancels = cancelledMarkets({ market: 'symbol' })

const READERS = new Map<string, OrderReader>([
  ['POST /g-orders', one],
  ['PUT /g-orders/create', one],
  ['PUT /g-orders/replace', amended],
  ...[
    'spot/orders',
    'spot/orders/all',
    'orders',
    'orders/cancel',
    'orders/all',
    'g-orders',
    'g-orders/cancel',
    'g-orders/all',
  ].map((path) => [`DELETE /${path}`, cancels] as const),
  ...['positions', 'g-positions'].flatMap((path) => [
    [`POST /${path}/assign`, noOrders] as const,
    [`PUT /${path}/leverage`, noOrders] as const,
  ]),
  ['PUT /g-positions/switch-pos-mode-sync', noOrders],
  ['PUT /positions/riskLimit', noOrders],
])

/**
 * Reads orders of Phemex in contracts margined in USDT or USDC (`g-orders`), in the base asset. Those of spot and of coin-margined
 * contracts have whole numbers, whose scale only the venue's list of products tells: they are not read. @throws OrderUnreadableError.
 */
export function readPhemexOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(phemexEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder[] {
  const type = members.choice('ordType', TYPES)
  const side = members.choice('side', sideWords.capital)
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity: members.positive('orderQtyRq'),
    unit: 'base',
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('priceRp') : undefined,
    reduceOnly: reducesOnly({
      side,
      position: members.optionalChoice('posSide', POSITIONS),
      flag: members.flag('reduceOnly'),
      refusesOtherMode: false,
    }),
  }
  const given = ATTACHED.filter(({ trigger, price }) => members.has(trigger) || members.has(price))
  return [
    order,
    ...given.map(({ trigger, price }) => {
      members.positive(trigger)
      return attachedOrder(order, { price: members.optionalPositive(price) })
    }),
  ]
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  return [
    amendedOrder({
      market: members.text('symbol'),
      quantity: members.optionalPositive('orderQtyRq'),
      unit: 'base',
      price: members.optionalPositive('priceRp'),
    }),
  ]
}

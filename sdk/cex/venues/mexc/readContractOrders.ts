import { amendedOrder } from '../../orders/amendedOrder.ts'
import { attachedOrder } from '../../orders/attachedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { mexcContractEndpoints } from './contractEndpoints.ts'

const ATTACHED = ['stopLossPrice', 'takeProfitPrice']

// what takes the price from the book (`bboTypeNum`) or closes a position (`flashClose`) is not taken
const ORDER = new Set([
  'symbol',
  'price',
  'vol',
  'leverage',
  'side',
  'type',
  'openType',
  'positionId',
  'externalOid',
  ...ATTACHED,
  'lossTrend',
  'profitTrend',
  'priceProtect',
  'positionMode',
  'reduceOnly',
  'stpMode',
])

const PLAN = new Set([
  'symbol',
  'price',
  'vol',
  'leverage',
  'side',
  'openType',
  'triggerPrice',
  'triggerType',
  'executeCycle',
  'orderType',
  'trend',
  'positionMode',
  'reduceOnly',
  'priceProtect',
  'externalOid',
  // ccxt sends the type of a plain order along, which the documents do not have here
  'type',
])

const AMENDMENT = new Set(['orderId', 'price', 'vol'])

const TYPES = choices<OrderType>({
  '1': 'limit',
  '2': 'limit',
  '3': 'limit',
  '4': 'limit',
  '5': 'market',
  '6': 'market',
})

const SIDES = choices<{ side: Side; closes: boolean }>({
  '1': { side: 'buy', closes: false },
  '2': { side: 'buy', closes: true },
  '3': { side: 'sell', closes: false },
  '4': { side: 'sell', closes: true },
})

const POSITION_MODES = choices<'hedge' | 'one-way'>({
  '1': 'hedge',
  '2': 'one-way',
})

const ROOT = '/api/v1/private'
const one: OrderReader = (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, ORDER))
const plan: OrderReader = (request, endpoint) => [planned(OrderMembers.ofRequest(endpoint, request, PLAN))]
const cancels = cancelledMarkets({ market: 'symbol' })
// bodies are lists of ids, which name no market
const cancelsIds = cancelledMarkets()

const READERS = new Map<string, OrderReader>([
  [`POST ${ROOT}/order/create`, one],
  [`POST ${ROOT}/order/submit`, one],
  [
    `POST ${ROOT}/order/submit_batch`,
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, ORDER).flatMap(placed),
  ],
  [
    `POST ${ROOT}/order/change_limit_order`,
    (request, endpoint) => [amended(OrderMembers.ofRequest(endpoint, request, AMENDMENT))],
  ],
  [`POST ${ROOT}/planorder/place`, plan],
  [`POST ${ROOT}/planorder/place/v2`, plan],
  [`POST ${ROOT}/order/cancel`, cancelsIds],
  [`POST ${ROOT}/order/cancel_with_external`, cancelsIds],
  [`POST ${ROOT}/order/batch_cancel_with_external`, cancelsIds],
  [`POST ${ROOT}/order/cancel_all`, cancels],
  [`POST ${ROOT}/planorder/cancel`, cancelsIds],
  [`POST ${ROOT}/planorder/cancel_all`, cancels],
  [`POST ${ROOT}/stoporder/cancel`, cancelsIds],
  [`POST ${ROOT}/stoporder/cancel_all`, cancels],
  [`POST ${ROOT}/trackorder/cancel`, cancelsIds],
  [`POST ${ROOT}/position/change_margin`, noOrders],
  [`POST ${ROOT}/position/change_auto_add_im`, noOrders],
  [`POST ${ROOT}/position/change_leverage`, noOrders],
  [`POST ${ROOT}/position/change_position_mode`, noOrders],
  [`POST ${ROOT}/account/change_risk_level`, noOrders],
])

/** Reads orders of MEXC contracts; stop, tracking and chasing orders are not read. @throws OrderUnreadableError. */
export function readMexcContractOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(mexcContractEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder[] {
  const type = members.choice('type', TYPES)
  const order = contractOrder(members, type, type === 'limit')
  const attached = ATTACHED.filter((name) => members.optionalPositive(name) !== undefined)
  return [order, ...attached.map(() => attachedOrder(order, { price: undefined }))]
}

function planned(members: OrderMembers): PlacedOrder {
  members.positive('triggerPrice')
  const limited = members.choice('orderType', TYPES) === 'limit'
  return contractOrder(members, limited ? 'triggerLimit' : 'triggerMarket', limited)
}

function contractOrder(members: OrderMembers, type: OrderType, priced: boolean): PlacedOrder {
  const { side, closes } = members.choice('side', SIDES)
  // where one position is open, what the side says of closing is not known to be enforced; the flag is
  const hedge = members.optionalChoice('positionMode', POSITION_MODES) === 'hedge'
  const flag = members.flag('reduceOnly')
  return {
    action: 'place',
    market: members.text('symbol'),
    side,
    type,
    quantity: members.positive('vol'),
    unit: 'contracts',
    price: priced ? members.positive('price') : undefined,
    reduceOnly: hedge ? closes : flag,
  }
}

function amended(members: OrderMembers): PlacedOrder {
  return amendedOrder({
    type: 'limit',
    quantity: members.optionalPositive('vol'),
    unit: 'contracts',
    price: members.optionalPositive('price'),
  })
}

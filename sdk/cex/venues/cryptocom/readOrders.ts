import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { cryptocomEndpoints } from './endpoints.ts'

const ORDER = new Set([
  'instrument_name',
  'side',
  'type',
  'price',
  'quantity',
  'notional',
  'client_oid',
  'exec_inst',
  'time_in_force',
  'spot_margin',
  'ref_price',
  'ref_price_type',
  'stp_scope',
  'stp_inst',
  'stp_id',
  'fee_instrument_name',
  'broker_id',
])

const ORDER_LIST = new Set(['contingency_type', 'order_list'])

const AMENDMENT = new Set(['order_id', 'orig_client_oid', 'client_oid', 'new_price', 'new_quantity'])

const TYPES = choices<OrderType>({
  LIMIT: 'limit',
  MARKET: 'market',
  STOP_LOSS: 'triggerMarket',
  TAKE_PROFIT: 'triggerMarket',
  STOP_LIMIT: 'triggerLimit',
  TAKE_PROFIT_LIMIT: 'triggerLimit',
})

/** `LIST` places all of them, `OCO` cancels one when the other trades: both may trade in part. */
const CONTINGENCIES = choices<true>({ LIST: true, OCO: true })

/** Instructions that leave it what it is: an order at a limit. */
const INSTRUCTIONS = new Set(['POST_ONLY', 'SMART_POST_ONLY'])

/** `MARGIN` borrows what is missing, which is more than trading. */
const WITHOUT_LOAN = choices<true>({ SPOT: true })

const ROOT = 'POST /exchange/v1/private'
const cancels = cancelledMarkets({ market: 'instrument_name' })

const READERS = new Map<string, OrderReader>([
  [`${ROOT}/create-order`, (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, ORDER))]],
  [`${ROOT}/create-order-list`, listed],
  [
    `${ROOT}/amend-order`,
    (request, endpoint) => [amended(OrderMembers.ofRequest(endpoint, request, AMENDMENT))],
  ],
  [`${ROOT}/cancel-order`, cancels],
  [`${ROOT}/cancel-order-list`, cancelledMarkets({ list: 'order_list', market: 'instrument_name' })],
  [`${ROOT}/cancel-all-orders`, cancels],
  ...['order', 'oco', 'oto', 'otoco', 'all-orders'].map(
    (kind) => [`${ROOT}/advanced/cancel-${kind}`, cancels] as const,
  ),
  [`${ROOT}/change-account-leverage`, noOrders],
  [`${ROOT}/change-isolated-margin-leverage`, noOrders],
  [`${ROOT}/set-cancel-on-disconnect`, noOrders],
])

/** Reads orders of Crypto.com; those of `private/advanced` are not read. @throws OrderUnreadableError. */
export function readCryptocomOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(cryptocomEndpoints, READERS, request)
}

function listed(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER_LIST)
  members.choice('contingency_type', CONTINGENCIES)
  return members.list('order_list', ORDER).map(placed)
}

function placed(members: OrderMembers): PlacedOrder {
  onlyOne(members, ['quantity', 'notional'])
  members.optionalChoice('spot_margin', WITHOUT_LOAN)
  const instructions = members.optionalTexts('exec_inst') ?? []
  if (instructions.some((instruction) => !INSTRUCTIONS.has(instruction))) {
    throw members.unreadable('exec_inst has one that is not known')
  }
  const type = members.choice('type', TYPES)
  const notional = members.optionalPositive('notional')
  return {
    action: 'place',
    market: members.text('instrument_name'),
    side: members.choice('side', sideWords.upper),
    type,
    quantity: notional ?? members.positive('quantity'),
    unit: notional === undefined ? 'base' : 'quote',
    price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
    reduceOnly: false,
  }
}

function amended(members: OrderMembers): PlacedOrder {
  return amendedOrder({
    quantity: members.optionalPositive('new_quantity'),
    unit: 'base',
    price: members.optionalPositive('new_price'),
  })
}

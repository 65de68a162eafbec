import { everyOrder } from '../../orders/everyOrder.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import type { OrderReader } from '../../orders/orderReader.ts'
import type { PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'

const ORDER = new Set([
  'contract',
  'size',
  'iceberg',
  'price',
  'close',
  'reduce_only',
  'tif',
  'text',
  'auto_size',
  'stp_act',
  'market_order_slip_ratio',
  'action_mode',
  // ccxt leaves these in orders of a list; the venue takes the path's `settle`
  'settle',
  'textIsRequired',
])

/** The product out of the path: a contract's name does not tell the currency it settles in. */
function marketOf(members: OrderMembers, request: VenueRequest): string {
  const [, product = ''] = /\/((?:futures|delivery)\/\w+)\//.exec(request.baseUrl + request.path) ?? []
  return `${product}:${members.text('contract')}`
}

/** A size with a sign: above zero it buys. */
function sized(members: OrderMembers): Pick<PlacedOrder, 'side' | 'quantity'> {
  const text = members.text('size')
  const [, sign, digits = ''] = /^(-?)(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (!/[1-9]/.test(digits)) throw members.unreadable('size is zero or no plain decimal')
  return { side: sign === '-' ? 'sell' : 'buy', quantity: digits }
}

/** Zero is the venue's word for the market's price. */
function priced(members: OrderMembers): { limit: boolean; price: string | undefined } {
  const price = members.decimal('price')
  const limit = /[1-9]/.test(price)
  return { limit, price: limit ? price : undefined }
}

/** Undefined for an order that closes a position, however large that is by then. */
function closes(members: OrderMembers): boolean {
  return members.flag('close') || members.has('auto_size')
}

function order(members: OrderMembers, request: VenueRequest): readonly VenueOrder[] | undefined {
  if (closes(members)) return undefined
  const { limit, price } = priced(members)
  return [
    {
      action: 'place',
      market: marketOf(members, request),
      ...sized(members),
      type: limit ? 'limit' : 'market',
      unit: 'contracts',
      price,
      reduceOnly: members.flag('reduce_only'),
    },
  ]
}

const readOrder: OrderReader = (request, endpoint) =>
  order(OrderMembers.ofRequest(endpoint, request, ORDER), request)

const readBatch: OrderReader = (request, endpoint) =>
  everyOrder(OrderMembers.ofBodyArray(endpoint, request, ORDER).map((members) => order(members, request)))

const TRIGGERED = new Set(['initial', 'trigger', 'order_type'])
const TRIGGER = new Set(['strategy_type', 'price_type', 'price', 'rule', 'expiration'])
const INITIAL = new Set(['contract', 'size', 'price', 'close', 'tif', 'text', 'reduce_only', 'auto_size'])

/** A price, unless it is the distance between two (`strategy_type` 1). */
function triggerOf(trigger: OrderMembers | undefined): string | undefined {
  if (trigger?.has('strategy_type') && trigger.text('strategy_type') !== '0') return undefined
  return trigger?.positive('price')
}

const readTriggered: OrderReader = (request, endpoint) => {
  const members = OrderMembers.ofRequest(endpoint, request, TRIGGERED)
  const trigger = members.optionalObject('trigger', TRIGGER)
  const initial = members.optionalObject('initial', INITIAL)
  if (initial === undefined) throw members.unreadable('initial is missing')
  // these types close positions
  if (closes(initial) || members.has('order_type')) return undefined
  const { limit, price } = priced(initial)
  return [
    {
      action: 'place',
      market: marketOf(initial, request),
      ...sized(initial),
      type: limit ? 'triggerLimit' : 'triggerMarket',
      unit: 'contracts',
      price,
      triggerPrice: triggerOf(trigger),
      reduceOnly: initial.flag('reduce_only'),
    },
  ]
}

/** ccxt sends `currency_pair` and `account` along, which are members of spot orders. */
const AMENDMENT = ['size', 'price', 'amend_text', 'text', 'action_mode', 'currency_pair', 'account']
const SINGLE_AMENDMENT = new Set(AMENDMENT)
const BATCHED_AMENDMENT = new Set([...AMENDMENT, 'order_id'])

function amendment(members: OrderMembers): PlacedOrder {
  const { side, quantity } = members.has('size') ? sized(members) : { side: undefined, quantity: undefined }
  return {
    action: 'amend',
    market: undefined,
    side,
    type: 'limit',
    quantity,
    unit: 'contracts',
    price: members.optionalPositive('price'),
    reduceOnly: false,
  }
}

/** Cancels of a contract if one is named. */
function cancel(...names: readonly string[]): OrderReader {
  const known = new Set([...names, 'contract'])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, known)
    return [{ action: 'cancel', market: members.has('contract') ? marketOf(members, request) : undefined }]
  }
}

function ofProduct(product: string): [endpoint: string, reader: OrderReader][] {
  return [
    [`POST ${product}/orders`, readOrder],
    [`POST ${product}/price_orders`, readTriggered],
    [`DELETE ${product}/orders`, cancel('side', 'exclude_reduce_only', 'text', 'action_mode')],
    [`DELETE ${product}/orders/{order_id}`, cancel('action_mode')],
    [`DELETE ${product}/price_orders`, cancel()],
    [`DELETE ${product}/price_orders/{order_id}`, cancel()],
  ]
}

const FUTURES = '/api/v4/futures/{settle}'

/** Readers of orders of Gate's perpetual and delivery futures, by endpoint. */
export const futuresReaders: readonly (readonly [endpoint: string, reader: OrderReader])[] = [
  ...ofProduct(FUTURES),
  ...ofProduct('/api/v4/delivery/{settle}'),
  [`POST ${FUTURES}/batch_orders`, readBatch],
  [
    `PUT ${FUTURES}/orders/{order_id}`,
    (request, endpoint) => [amendment(OrderMembers.ofRequest(endpoint, request, SINGLE_AMENDMENT))],
  ],
  [
    `POST ${FUTURES}/batch_amend_orders`,
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, BATCHED_AMENDMENT).map(amendment),
  ],
  [`POST ${FUTURES}/countdown_cancel_all`, cancel('timeout')],
]

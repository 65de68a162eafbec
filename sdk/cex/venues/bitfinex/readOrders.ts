import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { OrderType, PlacedOrder, Side, VenueOrder } from '../../orders/venueOrder.ts'
import type { Parameter, VenueRequest } from '../../request.ts'
import { bitfinexEndpoints } from './endpoints.ts'

const ORDER = new Set([
  'type',
  'symbol',
  'amount',
  'price',
  'lev',
  'price_trailing',
  'price_aux_limit',
  'price_oco_stop',
  'gid',
  'cid',
  'flags',
  'tif',
  'meta',
])

// `delta` would change the amount by what is not known here
const AMENDMENT = new Set([
  'id',
  'gid',
  'cid',
  'cid_date',
  'amount',
  'price',
  'price_aux_limit',
  'price_trailing',
  'lev',
  'flags',
  'tif',
  'meta',
])

/** Types on margin; those of the exchange wallet have `EXCHANGE ` in front. */
const MARGIN_TYPES = Object.entries({
  LIMIT: 'limit',
  MARKET: 'market',
  STOP: 'triggerMarket',
  'STOP LIMIT': 'triggerLimit',
  'TRAILING STOP': 'other',
  FOK: 'limit',
  IOC: 'limit',
} satisfies { [word: string]: OrderType })

const TYPES = choices<{ type: OrderType; margin: boolean }>({
  ...Object.fromEntries(MARGIN_TYPES.map(([word, type]) => [word, { type, margin: true }])),
  ...Object.fromEntries(MARGIN_TYPES.map(([word, type]) => [`EXCHANGE ${word}`, { type, margin: false }])),
})

const FLAGS = { hidden: 64, close: 512, reduceOnly: 1024, postOnly: 4096, oco: 16384, noVarRates: 524288 }
const KNOWN_FLAGS = Object.values(FLAGS).reduce((sum, flag) => sum + flag, 0)

/** Derivatives, which have no other types than those on margin: `tBTCF0:USTF0`. */
const DERIVATIVE = /^t\w+F0:\w+F0$/

const SIGNED = /^(-?)(\d+(?:\.\d+)?)$/

const READERS = new Map<string, OrderReader>([
  [
    'POST /v2/auth/w/order/submit',
    (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, ORDER)),
  ],
  [
    'POST /v2/auth/w/order/update',
    (request, endpoint) => [amended(OrderMembers.ofRequest(endpoint, request, AMENDMENT))],
  ],
  ['POST /v2/auth/w/order/cancel', cancelledMarkets()],
  ['POST /v2/auth/w/order/cancel/multi', cancelledMarkets()],
  ['POST /v2/auth/w/order/multi', multi],
])

/**
 * Reads orders of Bitfinex, whose amounts are negative to sell. What is traded on margin is a market of its own: `margin:tBTCUSD`. Of the operations of `order/multi` those on orders are taken, and
 * none on funding. @throws OrderUnreadableError.
 */
export function readBitfinexOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bitfinexEndpoints, READERS, request)
}

function multi(request: VenueRequest, endpoint: string): readonly VenueOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, new Set(['ops']))
  const operations = members.json('ops')
  if (!Array.isArray(operations) || operations.length === 0) throw members.unreadable('ops is not a list')
  return operations.flatMap((operation): readonly VenueOrder[] => {
    const [name, content, ...rest] = Array.isArray(operation) ? operation : []
    if (rest.length > 0 || typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw members.unreadable('an operation is not a name and its content')
    }
    const entries: Parameter[] = Object.entries(content)
    if (name === 'on') return placed(new OrderMembers(endpoint, entries, ORDER))
    if (name === 'ou') return [amended(new OrderMembers(endpoint, entries, AMENDMENT))]
    if (name === 'oc' || name === 'oc_multi') return [{ action: 'cancel', market: undefined }]
    throw members.unreadable('an operation is none of on, ou, oc, oc_multi')
  })
}

function placed(members: OrderMembers): PlacedOrder[] {
  const { type, margin } = members.choice('type', TYPES)
  const flags = flagsOf(members)
  // however large the position is by then
  if ((flags & FLAGS.close) !== 0) throw members.unreadable('flags has the one that closes a position')
  const { side, quantity } = signed(members, members.text('amount'))
  const order: PlacedOrder = {
    action: 'place',
    market: marketOf(members.text('symbol'), margin),
    side,
    type,
    quantity,
    unit: 'base',
    price: priceOf(members, type),
    reduceOnly: margin && (flags & FLAGS.reduceOnly) !== 0,
  }
  const oco = (flags & FLAGS.oco) !== 0
  if (oco !== members.has('price_oco_stop'))
    throw members.unreadable('price_oco_stop and its flag go together')
  if (!oco) return [order]
  // the other order of the two: one of them is cancelled when the first trades
  members.positive('price_oco_stop')
  return [order, { ...order, type: 'triggerMarket', price: undefined }]
}

/** One symbol is traded from the exchange wallet, and on margin, where the venue lends what is missing. */
function marketOf(symbol: string, margin: boolean): string {
  return margin && !DERIVATIVE.test(symbol) ? `margin:${symbol}` : symbol
}

function priceOf(members: OrderMembers, type: OrderType): string | undefined {
  if (type === 'limit') return members.positive('price')
  return type === 'triggerLimit' ? members.positive('price_aux_limit') : undefined
}

function amended(members: OrderMembers): PlacedOrder {
  const flags = flagsOf(members)
  if ((flags & FLAGS.oco) !== 0) throw members.unreadable('flags has the one of OCO')
  if ((flags & FLAGS.close) !== 0) throw members.unreadable('flags has the one that closes a position')
  // of a limit order the price counts, of a stop limit the other one: which it is cannot be seen
  if (members.has('price') && members.has('price_aux_limit')) {
    throw members.unreadable('price and price_aux_limit are given together')
  }
  const amount = members.optionalText('amount')
  return amendedOrder({
    ...(amount === undefined ? {} : signed(members, amount)),
    unit: 'base',
    price: members.optionalPositive('price') ?? members.optionalPositive('price_aux_limit'),
  })
}

function signed(members: OrderMembers, amount: string): { side: Side; quantity: string } {
  const [, sign, quantity] = SIGNED.exec(amount) ?? []
  if (quantity === undefined) throw members.unreadable('amount is not a plain decimal')
  if (!/[1-9]/.test(quantity)) throw members.unreadable('amount is zero')
  return { side: sign === '-' ? 'sell' : 'buy', quantity }
}

function flagsOf(members: OrderMembers): number {
  const flags = Number(members.optionalDecimal('flags') ?? '0')
  // beyond 32 bits, `&` sees none
  if (!Number.isInteger(flags) || flags > KNOWN_FLAGS || (flags & ~KNOWN_FLAGS) !== 0) {
    throw members.unreadable('flags has one that is not known')
  }
  return flags
}

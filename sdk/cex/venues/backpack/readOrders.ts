import { attachedOrder } from '../../orders/attachedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { backpackEndpoints } from './endpoints.ts'

const LOANS = ['autoBorrow', 'autoBorrowRepay', 'autoLend', 'autoLendRedeem']
const ATTACHED = ['stopLoss', 'takeProfit'] as const

const ORDER = new Set([
  'symbol',
  'side',
  'orderType',
  'quantity',
  'quoteQuantity',
  'price',
  'timeInForce',
  'clientId',
  'postOnly',
  'reduceOnly',
  'selfTradePrevention',
  'triggerPrice',
  'triggerBy',
  'triggerQuantity',
  ...ATTACHED.flatMap((name) => [`${name}TriggerPrice`, `${name}LimitPrice`, `${name}TriggerBy`]),
  ...LOANS,
  'brokerId',
  'slippageTolerance',
  'slippageToleranceType',
])

const TYPES = choices<'limit' | 'market'>({ Limit: 'limit', Market: 'market' })

const ROOT = '/api/v1'
const cancels = cancelledMarkets({ market: 'symbol' })

const READERS = new Map<string, OrderReader>([
  [`POST ${ROOT}/order`, (request, endpoint) => placed(OrderMembers.ofRequest(endpoint, request, ORDER))],
  [
    `POST ${ROOT}/orders`,
    (request, endpoint) => OrderMembers.ofBodyArray(endpoint, request, ORDER).flatMap(placed),
  ],
  [`DELETE ${ROOT}/order`, cancels],
  [`DELETE ${ROOT}/orders`, cancels],
  [`DELETE ${ROOT}/strategy`, cancels],
  [`DELETE ${ROOT}/strategies`, cancels],
  [`POST ${ROOT}/rfq/cancel`, noOrders],
])

/**
 * Reads orders of Backpack. Orders that lend or borrow along are refused; requests for quotes and strategies are not read.
 * @throws OrderUnreadableError.
 */
export function readBackpackOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(backpackEndpoints, READERS, request)
}

function placed(members: OrderMembers): PlacedOrder[] {
  const loan = LOANS.find((name) => members.flag(name))
  if (loan !== undefined) throw members.unreadable(`${loan} lends or borrows, which is no order`)
  onlyOne(members, ['quantity', 'quoteQuantity', 'triggerQuantity'])
  const plain = members.choice('orderType', TYPES)
  const triggered = members.optionalPositive('triggerPrice') !== undefined
  if (!triggered && members.has('triggerQuantity')) throw members.unreadable('triggerPrice is missing')
  const inQuote = members.optionalPositive('quoteQuantity')
  const market = members.text('symbol')
  const order: PlacedOrder = {
    action: 'place',
    market,
    side: members.choice('side', sideWords.BidAsk),
    type: triggered ? (plain === 'limit' ? 'triggerLimit' : 'triggerMarket') : plain,
    quantity: inQuote ?? members.optionalPositive('triggerQuantity') ?? members.positive('quantity'),
    unit: inQuote === undefined ? 'base' : 'quote',
    price: plain === 'limit' ? members.positive('price') : undefined,
    // the flag is for perpetuals only
    reduceOnly: members.flag('reduceOnly') && market.endsWith('_PERP'),
  }
  return [order, ...attached(members, order)]
}

function attached(members: OrderMembers, parent: PlacedOrder): PlacedOrder[] {
  const given = ATTACHED.filter((name) =>
    ['TriggerPrice', 'LimitPrice'].some((member) => members.has(`${name}${member}`)),
  )
  return given.map((name) => {
    members.positive(`${name}TriggerPrice`)
    return attachedOrder(parent, { price: members.optionalPositive(`${name}LimitPrice`) })
  })
}

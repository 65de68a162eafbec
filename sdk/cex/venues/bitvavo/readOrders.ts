import { amendedOrder } from '../../orders/amendedOrder.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { onlyOne } from '../../orders/onlyOne.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { bitvavoEndpoints } from './endpoints.ts'

const COMMON = [
  'market',
  'operatorId',
  'clientOrderId',
  'amount',
  'amountQuote',
  'price',
  'triggerAmount',
  'timeInForce',
  'selfTradePrevention',
  'postOnly',
  'responseRequired',
]

const ORDER = new Set([
  ...COMMON,
  'side',
  'orderType',
  'triggerType',
  'triggerReference',
  'disableMarketProtection',
])

const AMENDMENT = new Set([...COMMON, 'orderId', 'amountRemaining'])

const TYPES = choices<OrderType>({
  limit: 'limit',
  market: 'market',
  stopLoss: 'triggerMarket',
  takeProfit: 'triggerMarket',
  stopLossLimit: 'triggerLimit',
  takeProfitLimit: 'triggerLimit',
})

const cancels = cancelledMarkets({ market: 'market' })

const READERS = new Map<string, OrderReader>([
  ['POST /v2/order', placed],
  ['PUT /v2/order', amended],
  ['DELETE /v2/order', cancels],
  ['DELETE /v2/orders', cancels],
  ['DELETE /v2/atomic/orders', cancelledMarkets()],
  ['POST /v2/cancelOrdersAfter', cancelledMarkets()],
])

/** Reads orders of Bitvavo. @throws OrderUnreadableError. */
export function readBitvavoOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bitvavoEndpoints, READERS, request)
}

function placed(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, ORDER)
  onlyOne(members, ['amount', 'amountQuote'])
  const type = members.choice('orderType', TYPES)
  const inQuote = members.optionalPositive('amountQuote')
  return [
    {
      action: 'place',
      market: members.text('market'),
      side: members.choice('side', sideWords.lower),
      type,
      quantity: inQuote ?? members.positive('amount'),
      unit: inQuote === undefined ? 'base' : 'quote',
      price: type === 'limit' || type === 'triggerLimit' ? members.positive('price') : undefined,
      reduceOnly: false,
    },
  ]
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, AMENDMENT)
  onlyOne(members, ['amount', 'amountQuote', 'amountRemaining'])
  const inQuote = members.optionalPositive('amountQuote')
  const inBase = members.optionalPositive('amount') ?? members.optionalPositive('amountRemaining')
  return [
    amendedOrder({
      market: members.text('market'),
      quantity: inQuote ?? inBase,
      unit: inQuote === undefined ? 'base' : 'quote',
      price: members.optionalPositive('price'),
    }),
  ]
}

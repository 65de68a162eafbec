import { amendedOrder } from '../../orders/amendedOrder.ts'
import { byProduct } from '../../orders/byProduct.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { choices } from '../../orders/choices.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { OrderMembers } from '../../orders/orderMembers.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import { sideWords } from '../../orders/sideWords.ts'
import type { OrderType, PlacedOrder, VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { coinexEndpoints } from './endpoints.ts'

/** Which of the two products, and whether orders wait for a price. */
type Kind = { readonly spot: boolean; readonly stop: boolean }

const ORDER = ['market', 'market_type', 'side', 'type', 'amount', 'price', 'client_id', 'is_hide', 'stp_mode']
const AMENDMENT = ['market', 'market_type', 'order_id', 'stop_id', 'amount', 'price', 'trigger_price']

const TYPES = choices<'limit' | 'market'>({
  limit: 'limit',
  maker_only: 'limit',
  ioc: 'limit',
  fok: 'limit',
  market: 'market',
})

const SPOT_MARKETS = choices<true>({ SPOT: true, MARGIN: true })
const FUTURES_MARKETS = choices<true>({ FUTURES: true })

const cancels = cancelledMarkets({ market: 'market' })

const own = new Map<string, OrderReader>([
  ...(['spot', 'futures'] as const).flatMap((product): (readonly [string, OrderReader])[] => {
    const root = `POST /v2/${product}`
    const spot = product === 'spot'
    return [
      [`${root}/order`, orderReader({ spot, stop: false })],
      [`${root}/stop-order`, orderReader({ spot, stop: true })],
      [`${root}/batch-order`, batchReader({ spot, stop: false })],
      [`${root}/batch-stop-order`, batchReader({ spot, stop: true })],
      [`${root}/modify-order`, amended],
      [`${root}/modify-stop-order`, amended],
      [`${root}/batch-modify-order`, batchAmended],
      ...['all-order', 'order', 'stop-order', 'batch-order', 'batch-stop-order'].map(
        (name) => [`${root}/cancel-${name}`, cancels] as const,
      ),
      [`${root}/cancel-order-by-client-id`, cancels],
      [`${root}/cancel-stop-order-by-client-id`, cancels],
    ]
  }),
  ['POST /v2/futures/adjust-position-margin', noOrders],
  ['POST /v2/futures/adjust-position-leverage', noOrders],
  ['POST /v2/futures/cancel-position-stop-loss', cancels],
  ['POST /v2/futures/cancel-position-take-profit', cancels],
])

/** One name stands for a market of both products. */
const READERS = byProduct(own, (endpoint) => endpoint.split('/')[2] ?? '')

/**
 * Reads orders of CoinEx, in the base asset. A market is product and name: `spot:BTCUSDT`, `futures:BTCUSDT`. On spot, buying at market is read
 * with `ccy` only, which says which asset the amount counts in.
 * What closes or protects a position is not read. @throws OrderUnreadableError.
 */
export function readCoinexOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(coinexEndpoints, READERS, request)
}

function orderReader(kind: Kind): OrderReader {
  const known = knownOf(kind)
  return (request, endpoint) => [placed(OrderMembers.ofRequest(endpoint, request, known), kind)]
}

function batchReader(kind: Kind): OrderReader {
  const known = knownOf(kind)
  // ccxt names the market beside the list, too
  const outer = new Set(['market', 'orders'])
  return (request, endpoint) => {
    const members = OrderMembers.ofRequest(endpoint, request, outer)
    const common = members.optionalText('market')
    const orders = members.list('orders', known).map((one) => placed(one, kind))
    if (orders.some((order) => common !== undefined && order.market !== common)) {
      throw members.unreadable('market is another one than that of an order')
    }
    return orders
  }
}

function knownOf(kind: Kind): ReadonlySet<string> {
  return new Set([
    ...ORDER,
    ...(kind.spot ? ['ccy'] : ['trigger_price_type']),
    ...(kind.stop ? ['trigger_price'] : []),
  ])
}

function placed(members: OrderMembers, kind: Kind): PlacedOrder {
  const type = members.choice('type', TYPES)
  members.choice('market_type', kind.spot ? SPOT_MARKETS : FUTURES_MARKETS)
  if (kind.stop) members.positive('trigger_price')
  const triggered: OrderType = type === 'limit' ? 'triggerLimit' : 'triggerMarket'
  const order: PlacedOrder = {
    action: 'place',
    market: members.text('market'),
    side: members.choice('side', sideWords.lower),
    type: kind.stop ? triggered : type,
    quantity: members.positive('amount'),
    unit: kind.spot ? 'base' : futuresUnit(members.text('market')),
    price: type === 'limit' ? members.positive('price') : undefined,
    reduceOnly: false,
  }
  return kind.spot && type === 'market' ? { ...order, unit: unitOf(members, order) } : order
}

/** Contracts on markets in dollars themselves are worth a dollar each; the others, and spot, count in the base asset. */
function futuresUnit(market: string): 'base' | 'contracts' {
  return market.endsWith('USD') ? 'contracts' : 'base'
}

function unitOf(members: OrderMembers, order: PlacedOrder): 'base' | 'quote' {
  const asset = members.optionalText('ccy')
  if (asset === undefined) {
    if (order.side === 'sell') return 'base'
    throw members.unreadable('what amount counts in is not said: give ccy')
  }
  const base = order.market?.startsWith(asset) === true
  const quote = order.market?.endsWith(asset) === true
  if (base === quote) throw members.unreadable('ccy is not one of the market')
  return base ? 'base' : 'quote'
}

function amended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  return [amendment(OrderMembers.ofRequest(endpoint, request, new Set(AMENDMENT)))]
}

function batchAmended(request: VenueRequest, endpoint: string): PlacedOrder[] {
  const members = OrderMembers.ofRequest(endpoint, request, new Set(['orders']))
  return members.list('orders', new Set(AMENDMENT)).map(amendment)
}

function amendment(members: OrderMembers): PlacedOrder {
  const market = members.text('market')
  return amendedOrder({
    market,
    quantity: members.optionalPositive('amount'),
    unit: futuresUnit(market),
    price: members.optionalPositive('price'),
  })
}

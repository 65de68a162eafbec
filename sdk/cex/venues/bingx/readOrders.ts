import { byProduct } from '../../orders/byProduct.ts'
import { cancelledMarkets } from '../../orders/cancelledMarkets.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { bingxEndpoints } from './endpoints.ts'
import { bingxSpotReaders } from './readSpotOrders.ts'
import { bingxSwapReaders } from './readSwapOrders.ts'

const cancels = cancelledMarkets({ market: 'symbol' })

const own = new Map<string, OrderReader>([
  ...bingxSpotReaders,
  ...bingxSwapReaders,
  ['POST /openApi/spot/v1/trade/cancel', cancels],
  ['POST /openApi/spot/v1/trade/cancelOrders', cancels],
  ['POST /openApi/spot/v1/trade/cancelOpenOrders', cancels],
  ['POST /openApi/spot/v1/trade/cancelAllAfter', cancelledMarkets()],
  ['POST /openApi/spot/v1/oco/cancel', cancelledMarkets()],
  ['DELETE /openApi/swap/v2/trade/order', cancels],
  ['DELETE /openApi/swap/v2/trade/batchOrders', cancels],
  ['DELETE /openApi/swap/v2/trade/allOpenOrders', cancels],
  ['POST /openApi/swap/v2/trade/cancelAllAfter', cancelledMarkets()],
  ['POST /openApi/swap/v1/twap/cancelOrder', cancelledMarkets()],
  ['DELETE /openApi/cswap/v1/trade/allOpenOrders', cancels],
  ['POST /openApi/cswap/v1/trade/allOpenOrders', cancels],
  ['DELETE /openApi/cswap/v1/trade/cancelOrder', cancels],
  ['POST /openApi/swap/v1/trade/autoAddMargin', noOrders],
  ['POST /openApi/swap/v1/positionSide/dual', noOrders],
  ...['swap/v2', 'cswap/v1'].flatMap((product) =>
    ['marginType', 'leverage', 'positionMargin'].map(
      (name) => [`POST /openApi/${product}/trade/${name}`, noOrders] as const,
    ),
  ),
])

/** One name stands for a market of several products. */
const READERS = byProduct(own, (endpoint) => endpoint.split('/')[2] ?? '')

/**
 * Reads orders of BingX spot, perpetual swaps and coin-margined swaps. A market is product and name: `spot:BTC-USDT`, `swap:BTC-USDT`,
 * `cswap:BTC-USD`. What closes or turns a position, TWAP orders, and the list form
 * of cancelling and placing anew are not read. @throws OrderUnreadableError.
 */
export function readBingxOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bingxEndpoints, READERS, request)
}

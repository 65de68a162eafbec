import { cancelReader } from '../../orders/cancelReader.ts'
import { noOrders } from '../../orders/noOrders.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { gateEndpoints } from './endpoints.ts'
import { futuresReaders } from './futuresReaders.ts'
import { spotReaders } from './spotReaders.ts'

/** Ids, which name no market. */
const cancelAnything: OrderReader = () => [{ action: 'cancel', market: undefined }]

const STOPS = ['stop', 'stop_all'] as const
const SETTINGS = [
  'positions/cross_mode',
  'positions/{contract}/leverage',
  'positions/{contract}/margin',
  'positions/{contract}/risk_limit',
] as const

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ...spotReaders,
  ...futuresReaders,
  ['POST /api/v4/futures/{settle}/batch_cancel_orders', cancelAnything],
  ['POST /api/v4/options/countdown_cancel_all', cancelReader(['timeout', 'underlying', 'contract'])],
  ['DELETE /api/v4/options/orders', cancelReader(['contract', 'underlying', 'side'])],
  ['DELETE /api/v4/options/orders/{order_id}', cancelReader([])],
  ['POST /api/v4/options/mmp', noOrders],
  ['POST /api/v4/options/mmp/reset', noOrders],
  ['POST /api/v4/margin/leverage/user_market_setting', noOrders],
  ['POST /api/v4/futures/{settle}/dual_mode', noOrders],
  ['POST /api/v4/futures/{settle}/set_position_mode', noOrders],
  ['POST /api/v4/futures/{settle}/positions/{contract}/set_leverage', noOrders],
  ...['trail', 'chase'].flatMap((kind) =>
    STOPS.map(
      (stop) => [`POST /api/v4/futures/{settle}/autoorder/v1/${kind}/${stop}`, cancelAnything] as const,
    ),
  ),
  ...['futures/{settle}', 'futures/{settle}/dual_comp', 'delivery/{settle}'].flatMap((product) =>
    SETTINGS.map((name) => [`POST /api/v4/${product}/${name}`, noOrders] as const),
  ),
])

/**
 * What a request to Gate does to orders. A market is product and name: `spot:BTC_USDT`, `futures/usdt:BTC_USDT`,
 * `delivery/usdt:BTC_USDT_20261127`. Options, algorithms, and what closes a position whatever its size cannot be read; an order
 * that borrows or repays is unreadable.
 * @throws OrderUnreadableError
 */
export function readGateOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(gateEndpoints, readers, request)
}

import { noOrders } from '../../orders/noOrders.ts'
import { type OrderReader, readOrdersBy } from '../../orders/orderReader.ts'
import type { VenueOrder } from '../../orders/venueOrder.ts'
import type { VenueRequest } from '../../request.ts'
import { bitgetEndpoints } from './endpoints.ts'
import { marginReaders } from './marginReaders.ts'
import { mixReaders } from './mixReaders.ts'
import { spotReaders } from './spotReaders.ts'

const SETTINGS = [
  'set-auto-margin',
  'set-leverage',
  'set-all-leverage',
  'set-margin',
  'set-margin-mode',
  'set-position-mode',
]

const readers: ReadonlyMap<string, OrderReader> = new Map([
  ...spotReaders,
  ...marginReaders,
  ...mixReaders,
  ...SETTINGS.map((name) => [`POST /api/v2/mix/account/${name}`, noOrders] as const),
])

/**
 * What a request to Bitget does to orders. A market is product and symbol: `spot:BTCUSDT`, `crossed:BTCUSDT`, `isolated:BTCUSDT`,
 * `USDT-FUTURES:BTCUSDT`. Take profit and stop loss of an order are read as orders; of a position they cannot be read, as little
 * as what closes a position or turns it around. A margin order that borrows or repays is unreadable.
 * @throws OrderUnreadableError
 */
export function readBitgetOrders(request: VenueRequest): readonly VenueOrder[] | undefined {
  return readOrdersBy(bitgetEndpoints, readers, request)
}

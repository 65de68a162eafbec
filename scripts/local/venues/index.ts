import { binanceSpot, binanceUsdm } from './binance/index.ts'
import type { LocalVenue } from './localVenue.ts'

/** The venues that can be run locally, by id. */
export const LOCAL_VENUES: Readonly<Record<string, LocalVenue>> = {
  'binance-spot': binanceSpot,
  'binance-usdm': binanceUsdm,
}

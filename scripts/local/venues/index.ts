import { binanceSpot, binanceUsdm } from './binance/index.ts'
import { bitgetV2 } from './bitget/index.ts'
import { bybitV5 } from './bybit/index.ts'
import { coinbaseAdvanced } from './coinbase/coinbaseAdvanced.ts'
import { coinbaseExchange } from './coinbase/coinbaseExchange.ts'
import { deribitV2 } from './deribit/index.ts'
import { gateV4 } from './gate/index.ts'
import { krakenFutures } from './kraken/krakenFutures.ts'
import { krakenSpot } from './kraken/krakenSpot.ts'
import { kucoinFutures, kucoinSpot } from './kucoin/index.ts'
import type { LocalVenue } from './localVenue.ts'
import { okxV5 } from './okx/index.ts'

/** The venues that can be run locally, by id. */
export const LOCAL_VENUES: Readonly<Record<string, LocalVenue>> = {
  'binance-spot': binanceSpot,
  'binance-usdm': binanceUsdm,
  'bybit-v5': bybitV5,
  'okx-v5': okxV5,
  'kraken-spot': krakenSpot,
  'kraken-futures': krakenFutures,
  'coinbase-exchange': coinbaseExchange,
  'coinbase-advanced': coinbaseAdvanced,
  'kucoin-spot': kucoinSpot,
  'kucoin-futures': kucoinFutures,
  'bitget-v2': bitgetV2,
  'gate-v4': gateV4,
  'deribit-v2': deribitV2,
}

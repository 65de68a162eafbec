import { backpack } from './backpack.ts'
import { binanceSpot, binanceUsdm } from './binance/index.ts'
import { bingx } from './bingx.ts'
import { bitfinex } from './bitfinex.ts'
import { bitgetV2 } from './bitget/index.ts'
import { bitstamp } from './bitstamp.ts'
import { bitvavo } from './bitvavo.ts'
import { bybitV5 } from './bybit/index.ts'
import { coinbaseAdvanced } from './coinbase/coinbaseAdvanced.ts'
import { coinbaseExchange } from './coinbase/coinbaseExchange.ts'
import { coinex } from './coinex.ts'
import { cryptocom } from './cryptocom.ts'
import { deribitV2 } from './deribit/index.ts'
import { gateV4 } from './gate/index.ts'
import { gemini } from './gemini.ts'
import { htxLinear } from './htx/linear.ts'
import { htxSpot } from './htx/spot.ts'
import { hyperliquid } from './hyperliquid/hyperliquid.ts'
import { krakenFutures } from './kraken/krakenFutures.ts'
import { krakenSpot } from './kraken/krakenSpot.ts'
import { kucoinFutures, kucoinSpot } from './kucoin/index.ts'
import type { LocalVenue } from './localVenue.ts'
import { mexcContract } from './mexc/contract.ts'
import { mexcSpot } from './mexc/spot.ts'
import { okxV5 } from './okx/index.ts'
import { phemex } from './phemex.ts'
import { poloniex } from './poloniex.ts'
import { upbit } from './upbit.ts'
import { whitebit } from './whitebit.ts'
import { woo } from './woo.ts'

/** The venues that can be run locally, by id. */
export const LOCAL_VENUES: Readonly<Record<string, LocalVenue>> = {
  'binance-spot': binanceSpot,
  'binance-usdm': binanceUsdm,
  'htx-spot': htxSpot,
  'htx-linear': htxLinear,
  'mexc-spot': mexcSpot,
  'mexc-contract': mexcContract,
  'bitfinex-v2': bitfinex,
  'gemini-v1': gemini,
  'bitstamp-v2': bitstamp,
  'cryptocom-v1': cryptocom,
  'poloniex-v3': poloniex,
  phemex,
  'whitebit-v4': whitebit,
  backpack,
  hyperliquid,
  'bitvavo-v2': bitvavo,
  'upbit-v1': upbit,
  bingx,
  'coinex-v2': coinex,
  'woo-v3': woo,
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

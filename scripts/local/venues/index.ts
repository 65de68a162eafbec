import { backpack } from './backpack.ts'
import { binanceSpot, binanceUsdm } from './binance/index.ts'
import { bingx } from './bingx.ts'
import { bitfinex } from './bitfinex.ts'
import { bitstamp } from './bitstamp.ts'
import { bitvavo } from './bitvavo.ts'
import { coinex } from './coinex.ts'
import { cryptocom } from './cryptocom.ts'
import { gemini } from './gemini.ts'
import { htxLinear } from './htx/linear.ts'
import { htxSpot } from './htx/spot.ts'
import { hyperliquid } from './hyperliquid/hyperliquid.ts'
import type { LocalVenue } from './localVenue.ts'
import { mexcContract } from './mexc/contract.ts'
import { mexcSpot } from './mexc/spot.ts'
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
}

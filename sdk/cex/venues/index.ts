import type { Venue } from '../venue.ts'
import { backpack } from './backpack/backpack.ts'
import { binanceSpot } from './binance/spot.ts'
import { binanceUsdm } from './binance/usdm.ts'
import { bingx } from './bingx/bingx.ts'
import { bitfinex } from './bitfinex/bitfinex.ts'
import { bitget } from './bitget/bitget.ts'
import { bitstamp } from './bitstamp/bitstamp.ts'
import { bitvavo } from './bitvavo/bitvavo.ts'
import { bybit } from './bybit/bybit.ts'
import { coinbaseAdvanced } from './coinbase/advanced.ts'
import { coinbaseExchange } from './coinbase/exchange.ts'
import { coinex } from './coinex/coinex.ts'
import { cryptocom } from './cryptocom/cryptocom.ts'
import { deribit } from './deribit/deribit.ts'
import { gate } from './gate/gate.ts'
import { gemini } from './gemini/gemini.ts'
import { htxLinear } from './htx/linear.ts'
import { htxSpot } from './htx/spot.ts'
import { hyperliquid } from './hyperliquid/hyperliquid.ts'
import { krakenFutures } from './kraken/futures.ts'
import { krakenSpot } from './kraken/spot.ts'
import { kucoinFutures } from './kucoin/futures.ts'
import { kucoinSpot } from './kucoin/spot.ts'
import { mexcContract } from './mexc/contract.ts'
import { mexcSpot } from './mexc/spot.ts'
import { okx } from './okx/okx.ts'
import { phemex } from './phemex/phemex.ts'
import { poloniex } from './poloniex/poloniex.ts'
import { upbit } from './upbit/upbit.ts'
import { whitebit } from './whitebit/whitebit.ts'
import { woo } from './woo/woo.ts'

/** Every venue. */
export const VENUES: readonly Venue[] = [
  binanceSpot,
  binanceUsdm,
  bybit,
  okx,
  krakenSpot,
  krakenFutures,
  coinbaseExchange,
  coinbaseAdvanced,
  kucoinSpot,
  kucoinFutures,
  bitget,
  gate,
  htxSpot,
  htxLinear,
  mexcSpot,
  mexcContract,
  bitfinex,
  gemini,
  bitstamp,
  deribit,
  cryptocom,
  poloniex,
  phemex,
  whitebit,
  backpack,
  hyperliquid,
  bitvavo,
  upbit,
  bingx,
  coinex,
  woo,
]

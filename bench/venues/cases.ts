import { backpackCase } from './backpack.ts'
import { binanceSpotCase, binanceUsdmCase } from './binance.ts'
import { bingxCase } from './bingx.ts'
import { bitfinexCase } from './bitfinex.ts'
import { bitgetCase } from './bitget.ts'
import { bitstampCase } from './bitstamp.ts'
import { bitvavoCase } from './bitvavo.ts'
import { bybitCase } from './bybit.ts'
import { coinbaseAdvancedCase, coinbaseExchangeCase } from './coinbase.ts'
import { coinexCase } from './coinex.ts'
import { cryptocomCase } from './cryptocom.ts'
import { deribitCase } from './deribit.ts'
import { gateCase } from './gate.ts'
import { geminiCase } from './gemini.ts'
import { htxLinearCase, htxSpotCase } from './htx.ts'
import { hyperliquidCase } from './hyperliquid.ts'
import { krakenFuturesCase, krakenSpotCase } from './kraken.ts'
import { kucoinFuturesCase, kucoinSpotCase } from './kucoin.ts'
import { mexcContractCase, mexcSpotCase } from './mexc.ts'
import { okxCase } from './okx.ts'
import { phemexCase } from './phemex.ts'
import { poloniexCase } from './poloniex.ts'
import { upbitCase } from './upbit.ts'
import type { VenueCase } from './venueCase.ts'
import { whitebitCase } from './whitebit.ts'
import { wooCase } from './woo.ts'

/** An order at every venue. */
export const CASES: readonly VenueCase[] = [
  binanceSpotCase,
  binanceUsdmCase,
  bybitCase,
  okxCase,
  krakenSpotCase,
  krakenFuturesCase,
  coinbaseExchangeCase,
  coinbaseAdvancedCase,
  kucoinSpotCase,
  kucoinFuturesCase,
  bitgetCase,
  gateCase,
  htxSpotCase,
  htxLinearCase,
  mexcSpotCase,
  mexcContractCase,
  bitfinexCase,
  geminiCase,
  bitstampCase,
  deribitCase,
  cryptocomCase,
  poloniexCase,
  phemexCase,
  whitebitCase,
  backpackCase,
  hyperliquidCase,
  bitvavoCase,
  upbitCase,
  bingxCase,
  coinexCase,
  wooCase,
]

import type { VenueCase } from '../support/venueCase.ts'
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
import { krakenFuturesCase, krakenSpotCase } from './kraken.ts'
import { kucoinFuturesCase, kucoinSpotCase } from './kucoin.ts'
import { mexcContractCase, mexcSpotCase } from './mexc.ts'
import { okxCase } from './okx.ts'
import { phemexCase } from './phemex.ts'
import { poloniexCase } from './poloniex.ts'
import { upbitCase } from './upbit.ts'
import { whitebitCase } from './whitebit.ts'
import { wooCase } from './woo.ts'

/** Every venue in the suite, one line each. Hyperliquid, whose signatures name nobody, has one of its own: hyperliquid.test.ts. */
export const VENUE_CASES: readonly VenueCase[] = [
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
  deribitCase,
  htxSpotCase,
  htxLinearCase,
  mexcSpotCase,
  mexcContractCase,
  bitfinexCase,
  geminiCase,
  bitstampCase,
  cryptocomCase,
  poloniexCase,
  phemexCase,
  whitebitCase,
  backpackCase,
  bitvavoCase,
  upbitCase,
  bingxCase,
  coinexCase,
  wooCase,
]

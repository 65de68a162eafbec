import { backpackCase } from './cases/backpack.ts'
import { binanceSpotCase, binanceUsdmCase } from './cases/binance.ts'
import { bingxCase } from './cases/bingx.ts'
import { bitfinexCase } from './cases/bitfinex.ts'
import { bitgetCase } from './cases/bitget.ts'
import { bitstampCase } from './cases/bitstamp.ts'
import { bitvavoCase } from './cases/bitvavo.ts'
import { bybitCase } from './cases/bybit.ts'
import { coinbaseAdvancedCase, coinbaseExchangeCase } from './cases/coinbase.ts'
import { coinexCase } from './cases/coinex.ts'
import { cryptocomCase } from './cases/cryptocom.ts'
import { deribitCase } from './cases/deribit.ts'
import { gateCase } from './cases/gate.ts'
import { geminiCase } from './cases/gemini.ts'
import { htxLinearCase, htxSpotCase } from './cases/htx.ts'
import { krakenFuturesCase, krakenSpotCase } from './cases/kraken.ts'
import { kucoinFuturesCase, kucoinSpotCase } from './cases/kucoin.ts'
import { mexcContractCase, mexcSpotCase } from './cases/mexc.ts'
import { okxCase } from './cases/okx.ts'
import { phemexCase } from './cases/phemex.ts'
import { poloniexCase } from './cases/poloniex.ts'
import { upbitCase } from './cases/upbit.ts'
import { whitebitCase } from './cases/whitebit.ts'
import { wooCase } from './cases/woo.ts'
import { runVenueSuite } from './support/suite.ts'

// One line per venue.
const CASES = [
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
// Hyperliquid, whose signatures name nobody, has a suite of its own: hyperliquid.test.ts.

for (const venueCase of CASES) runVenueSuite(venueCase)

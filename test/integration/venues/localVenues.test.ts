import { binanceSpotCase, binanceUsdmCase } from './cases/binance.ts'
import { bitgetCase } from './cases/bitget.ts'
import { bybitCase } from './cases/bybit.ts'
import { coinbaseAdvancedCase, coinbaseExchangeCase } from './cases/coinbase.ts'
import { deribitCase } from './cases/deribit.ts'
import { gateCase } from './cases/gate.ts'
import { krakenFuturesCase, krakenSpotCase } from './cases/kraken.ts'
import { kucoinFuturesCase, kucoinSpotCase } from './cases/kucoin.ts'
import { okxCase } from './cases/okx.ts'
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
]

for (const venueCase of CASES) runVenueSuite(venueCase)

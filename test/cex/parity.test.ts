import { binanceSpotParity, binanceUsdmParity } from './parity/binance.ts'
import { bitgetParity } from './parity/bitget.ts'
import { bybitParity } from './parity/bybit.ts'
import { coinbaseAdvancedParity, coinbaseExchangeParity } from './parity/coinbase.ts'
import { deribitParity } from './parity/deribit.ts'
import { gateParity } from './parity/gate.ts'
import { krakenFuturesParity, krakenSpotParity } from './parity/kraken.ts'
import { kucoinFuturesParity, kucoinSpotParity } from './parity/kucoin.ts'
import { okxParity } from './parity/okx.ts'
import { runParitySuite } from './parity/suite.ts'

// One line per venue.
const CASES = [
  binanceSpotParity,
  binanceUsdmParity,
  bybitParity,
  okxParity,
  krakenSpotParity,
  krakenFuturesParity,
  coinbaseExchangeParity,
  coinbaseAdvancedParity,
  kucoinSpotParity,
  kucoinFuturesParity,
  bitgetParity,
  gateParity,
  deribitParity,
]

for (const parityCase of CASES) runParitySuite(parityCase)

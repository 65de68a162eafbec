import { expect, test } from 'vitest'
import { backpackParity } from './parity/backpack.ts'
import { binanceSpotParity, binanceUsdmParity } from './parity/binance.ts'
import { bingxParity } from './parity/bingx.ts'
import { bitfinexParity } from './parity/bitfinex.ts'
import { bitgetParity } from './parity/bitget.ts'
import { bitstampParity } from './parity/bitstamp.ts'
import { bitvavoParity } from './parity/bitvavo.ts'
import { bybitParity } from './parity/bybit.ts'
import { coinbaseAdvancedParity, coinbaseExchangeParity } from './parity/coinbase.ts'
import { coinexParity } from './parity/coinex.ts'
import { cryptocomParity } from './parity/cryptocom.ts'
import { deribitParity } from './parity/deribit.ts'
import { gateParity } from './parity/gate.ts'
import { geminiParity } from './parity/gemini.ts'
import { htxLinearParity, htxSpotParity } from './parity/htx.ts'
import { krakenFuturesParity, krakenSpotParity } from './parity/kraken.ts'
import { kucoinFuturesParity, kucoinSpotParity } from './parity/kucoin.ts'
import { mexcContractParity, mexcSpotParity } from './parity/mexc.ts'
import { okxParity } from './parity/okx.ts'
import { phemexParity } from './parity/phemex.ts'
import { poloniexParity } from './parity/poloniex.ts'
import { parityCounts, runParitySuite } from './parity/suite.ts'
import { upbitParity } from './parity/upbit.ts'
import { whitebitParity } from './parity/whitebit.ts'
import { wooParity } from './parity/woo.ts'
import { EVIDENCE, evidencePage } from './support/evidencePage.ts'

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
  htxSpotParity,
  htxLinearParity,
  mexcSpotParity,
  mexcContractParity,
  bitfinexParity,
  geminiParity,
  bitstampParity,
  cryptocomParity,
  poloniexParity,
  phemexParity,
  whitebitParity,
  backpackParity,
  bitvavoParity,
  upbitParity,
  bingxParity,
  coinexParity,
  wooParity,
]
// Hyperliquid, which signs actions, has a suite of its own: hyperliquidParity.test.ts.

for (const parityCase of CASES) runParitySuite(parityCase)

test('the page docs/venue-evidence.md says what was run', async () => {
  await expect(evidencePage(parityCounts)).toMatchFileSnapshot(EVIDENCE)
})

import { expect, test } from 'vitest'
import { LOCAL_VENUES } from '../../../scripts/local/venues/index.ts'
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
import type { VenueCase } from './support/venueCase.ts'

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

/**
 * What stands behind each local venue, and so behind what is tested against it: an example that the venue publishes; ccxt and the client of
 * another author; ccxt alone, whose errors would then go unnoticed; or no more than the documents, where ccxt signs something else.
 */
const STANDS_BEHIND: Readonly<Record<string, StandsBehind>> = {
  'binance-spot': 'published',
  'binance-usdm': 'published',
  'bybit-v5': 'two independent clients',
  'okx-v5': 'two independent clients',
  'kraken-spot': 'published',
  'kraken-futures': 'ccxt only',
  'coinbase-exchange': 'two independent clients',
  'coinbase-advanced': 'two independent clients',
  'kucoin-spot': 'two independent clients',
  'kucoin-futures': 'two independent clients',
  'bitget-v2': 'two independent clients',
  'gate-v4': 'published',
  'deribit-v2': 'published',
  'htx-spot': 'ccxt only',
  'htx-linear': 'ccxt only',
  'mexc-spot': 'published',
  'mexc-contract': 'ccxt only',
  'bitfinex-v2': 'two independent clients',
  'gemini-v1': 'published',
  'bitstamp-v2': 'ccxt only',
  'cryptocom-v1': 'ccxt only',
  'poloniex-v3': 'ccxt only',
  phemex: 'ccxt only',
  'whitebit-v4': 'ccxt only',
  backpack: 'ccxt only',
  'bitvavo-v2': 'published',
  'upbit-v1': 'ccxt only',
  bingx: 'two independent clients',
  'coinex-v2': 'documents only',
  'woo-v3': 'ccxt only',
}

type StandsBehind = 'published' | 'two independent clients' | 'ccxt only' | 'documents only'

function standsBehind({ published, sdk, ccxt }: VenueCase): StandsBehind {
  if (published) return 'published'
  if (ccxt.signsOtherwise) return 'documents only'
  return sdk ? 'two independent clients' : 'ccxt only'
}

test('what stands behind a venue is what was run', () => {
  const ran = CASES.map((venueCase) => [venueCase.venue.id, standsBehind(venueCase)])
  expect(Object.fromEntries(ran)).toEqual(STANDS_BEHIND)
})

test('every local venue is in the suite', () => {
  // What stands behind it, published examples and two clients, is in localPublished.test.ts and hyperliquid.test.ts.
  const elsewhere = ['hyperliquid']
  const ids = [...CASES.map(({ venue }) => venue.id), ...elsewhere]
  expect(ids.toSorted()).toEqual(Object.keys(LOCAL_VENUES).toSorted())
  for (const [id, venue] of Object.entries(LOCAL_VENUES)) expect(venue.id).toBe(id)
})

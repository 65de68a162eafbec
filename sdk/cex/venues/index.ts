import type { Venue } from '../venue.ts'
import { binanceSpot } from './binance/spot.ts'
import { binanceUsdm } from './binance/usdm.ts'
import { bitget } from './bitget/bitget.ts'
import { bybit } from './bybit/bybit.ts'
import { coinbaseAdvanced } from './coinbase/advanced.ts'
import { coinbaseExchange } from './coinbase/exchange.ts'
import { deribit } from './deribit/deribit.ts'
import { gate } from './gate/gate.ts'
import { krakenFutures } from './kraken/futures.ts'
import { krakenSpot } from './kraken/spot.ts'
import { kucoinFutures } from './kucoin/futures.ts'
import { kucoinSpot } from './kucoin/spot.ts'
import { okx } from './okx/okx.ts'

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
  deribit,
]

import { describe, expect, it } from 'vitest'
import { coinex } from '../../scripts/local/venues/coinex.ts'
import type { Setting } from '../../scripts/local/venues/localVenue.ts'
import { coinexCase } from '../integration/venues/cases/coinex.ts'
import { received } from './parity/suite.ts'
import { ccxtExchange } from './support/ccxt.ts'
import { signAsDocumented } from './support/coinexSignature.ts'

const { apiKey, secret } = coinexCase.keys.trader
const nowMs = 1_795_000_000_123

const setting: Setting = {
  keys: new Map([[apiKey, coinexCase.keys.trader]]),
  nowMs,
  seen: { highest: new Map(), once: new Set() },
}

describe('what ccxt signs for CoinEx', () => {
  it.each([
    ['GET', 'spot/pending-order'],
    ['POST', 'spot/order'],
  ])(
    'is no HMAC, as the documents want it: %s is refused, and taken once it is one',
    async (method, path) => {
      const exchange = await ccxtExchange('coinex', { apiKey, secret })
      exchange.milliseconds = () => nowMs
      const signed = () =>
        received(exchange.sign(path, ['v2', 'private'] as never, method, { market: 'BTCUSDT' }) as never)
      expect(coinex.verify(signed(), setting)).toEqual({ accepted: false, reason: 'bad signature' })
      signAsDocumented(exchange)
      expect(coinex.verify(signed(), setting)).toMatchObject({ accepted: true })
    },
  )
})

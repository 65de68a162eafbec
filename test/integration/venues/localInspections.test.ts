import { afterEach, describe, expect, test } from 'vitest'
import { type RunningVenue, startLocalVenue } from '../../../scripts/local/venues/server.ts'
import { machineClock } from '../../../sdk/cex/clock/machineClock.ts'
import { inspectKey } from '../../../sdk/cex/keys/inspectKey.ts'
import { keyCaller } from '../../../sdk/cex/keys/keyCaller.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { binanceSpotCase, binanceUsdmCase } from './cases/binance.ts'
import { bitgetCase } from './cases/bitget.ts'
import { bybitCase } from './cases/bybit.ts'
import { coinbaseAdvancedCase, coinbaseExchangeCase } from './cases/coinbase.ts'
import { deribitCase } from './cases/deribit.ts'
import { gateCase } from './cases/gate.ts'
import { krakenFuturesCase, krakenSpotCase } from './cases/kraken.ts'
import { kucoinFuturesCase, kucoinSpotCase } from './cases/kucoin.ts'
import { okxCase } from './cases/okx.ts'
import type { VenueCase } from './support/venueCase.ts'

async function inspect(
  running: RunningVenue | undefined,
  { venue, secretOf }: VenueCase,
  apiKey: string,
): Promise<KeyReport> {
  const adapter = VENUES.find(({ id }) => id === venue.id)
  const key = running?.state.keys.get(apiKey)
  if (!adapter?.inspection || !running || !key) throw new Error(`no adapter or no key for ${venue.id}`)
  const signer = localVenueSigner(adapter, {
    keyType: key.kind,
    apiKey,
    secret: new Secret(secretOf?.(apiKey) ?? key.secret),
    ...(key.passphrase !== undefined && { passphrase: new Secret(key.passphrase) }),
  })
  const nonces = memoryNonceAuthority()
  const call = keyCaller({ venue: adapter, signer, baseUrl: running.url, clock: machineClock, nonces })
  return inspectKey({
    venue: { ...adapter, inspection: adapter.inspection },
    call,
    apiKey,
    now: Math.floor(Date.now() / 1000),
  })
}

type Expected = {
  readonly case: VenueCase
  /** What is read of the addresses of a key that is bound to this one, and of one that is bound to none. */
  readonly bound: KeyReport['ips']
  readonly unbound: KeyReport['ips']
  readonly source?: 'venueUnverified'
}

const HERE = '127.0.0.1'

const TOLD: readonly Expected[] = [
  // Binance says whether a key is bound, and not to what.
  { case: binanceSpotCase, bound: 'restricted', unbound: 'none' },
  { case: binanceUsdmCase, bound: 'restricted', unbound: 'none' },
  { case: bybitCase, bound: [HERE], unbound: 'none' },
  { case: okxCase, bound: [HERE], unbound: 'none' },
  { case: krakenSpotCase, bound: [HERE], unbound: 'none' },
  { case: coinbaseAdvancedCase, bound: 'unknown', unbound: 'unknown' },
  // KuCoin leaves the addresses out of its answer if there are none.
  { case: kucoinSpotCase, bound: [HERE], unbound: 'unknown' },
  { case: kucoinFuturesCase, bound: [HERE], unbound: 'unknown' },
  { case: bitgetCase, bound: [HERE], unbound: 'none', source: 'venueUnverified' },
  { case: gateCase, bound: [HERE], unbound: 'none' },
  { case: deribitCase, bound: [HERE], unbound: 'none' },
]

const UNTOLD: readonly VenueCase[] = [krakenFuturesCase, coinbaseExchangeCase]

describe('what the adapter reads of a key is what the local venue knows of it', () => {
  let running: RunningVenue | undefined
  afterEach(() => running?.stop())

  for (const { case: venueCase, bound, unbound, source = 'venue' } of TOLD) {
    const { venue, keys } = venueCase
    test(venue.id, async () => {
      const here = { ...keys.bound, ips: [HERE] }
      running = await startLocalVenue(venue, { keys: [keys.reader, keys.trader, keys.full, here] })
      const told = { source, unrecognized: [], ips: unbound }
      const read = (apiKey: string) => inspect(running, venueCase, apiKey)
      expect(await read(keys.reader.apiKey)).toMatchObject({
        ...told,
        permissions: { read: 'yes', trade: 'no', full: 'no' },
      })
      const trades = { read: 'yes', trade: 'yes', full: 'no' }
      expect(await read(keys.trader.apiKey)).toMatchObject({ ...told, permissions: trades })
      expect(await read(here.apiKey)).toMatchObject({ ...told, permissions: trades, ips: bound })
      expect(await read(keys.full.apiKey)).toMatchObject({ ...told, permissions: { ...trades, full: 'yes' } })
    })
  }

  for (const venueCase of UNTOLD) {
    test(`${venueCase.venue.id} says nothing, and nothing is taken for granted`, async () => {
      running = await startLocalVenue(venueCase.venue, { keys: Object.values(venueCase.keys) })
      expect(await inspect(running, venueCase, venueCase.keys.reader.apiKey)).toMatchObject({
        source: 'nobody',
        permissions: { read: 'unknown', trade: 'unknown', full: 'unknown' },
        ips: 'unknown',
      })
    })
  }
})

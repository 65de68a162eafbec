import { afterEach, describe, expect, test } from 'vitest'
import { startLocalVenue, type RunningVenue } from '../../../scripts/local/venues/server.ts'
import { machineClock } from '../../../sdk/cex/clock/machineClock.ts'
import { inspectKey } from '../../../sdk/cex/keys/inspectKey.ts'
import { keyCaller } from '../../../sdk/cex/keys/keyCaller.ts'
import type { KeyReport } from '../../../sdk/cex/keys/keyReport.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { VENUE_CASES } from './cases/index.ts'
import type { VenueCase } from './support/venueCase.ts'

async function inspect(
  running: RunningVenue,
  { venue, secretOf }: VenueCase,
  apiKey: string,
): Promise<KeyReport> {
  const adapter = VENUES.find(({ id }) => id === venue.id)
  const key = running.state.keys.get(apiKey)
  if (!adapter?.inspection || !key) throw new Error(`no adapter or no key for ${venue.id}`)
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

describe('what the adapter reads of a key is what the local venue knows of it', () => {
  let running: RunningVenue | undefined
  afterEach(() => running?.stop())

  for (const venueCase of VENUE_CASES) {
    const { venue, keys } = venueCase
    test(venue.id, async () => {
      const bound = { ...keys.bound, ips: ['127.0.0.1'] }
      running = await startLocalVenue(venue, { keys: [keys.reader, keys.trader, keys.full, bound] })
      const reports: Record<string, unknown> = {}
      for (const [name, { apiKey }] of Object.entries({
        reader: keys.reader,
        trader: keys.trader,
        full: keys.full,
        bound,
      })) {
        const { permissions, ips, source, unrecognized } = await inspect(running, venueCase, apiKey)
        reports[name] = { permissions, ips, source, unrecognized }
      }
      process.stderr.write(`REPORT ${venue.id} ${JSON.stringify(reports)}\n`)
      expect(reports).toBeTruthy()
    })
  }
})

import type { VenueNetwork } from '../../core/venueNetwork.ts'
import { SigningInputMissingError } from '../../errors/venue.ts'
import { needsNumbers } from '../signing/needsNumbers.ts'
import { machineClock } from '../clock/machineClock.ts'
import type { VenueClientBase, VenueClientConfig, VenueFetch } from './venueClientBase.ts'

const TIMEOUT_MS = 10_000
const MAX_TIMEOUT_MS = 600_000

const platformFetch: VenueFetch = (url, init) => fetch(url, init)

/** What all clients of venues have. @throws SigningInputMissingError when the venue wants nonces and there are none, or the timeout is none. */
export function toVenueClientBase(
  config: VenueClientConfig,
  network: VenueNetwork,
): Omit<VenueClientBase, 'authority' | 'keys'> {
  const { venue, signer, nonces, recvWindowMs, timeoutMs = TIMEOUT_MS } = config
  if (needsNumbers(venue) && nonces === undefined) {
    throw new SigningInputMissingError({
      input: 'nonces',
      expected: 'what hands out numbers that only go up',
    })
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS) {
    throw new SigningInputMissingError({ input: 'timeoutMs', expected: 'whole milliseconds, 1 to 600,000' })
  }
  return {
    ...{ venue, network, signer, nonces, timeoutMs, recvWindowMs },
    clock: config.clock ?? machineClock,
    fetch: config.fetch ?? platformFetch,
  }
}

import type { VenueNetwork } from '../../core/venueNetwork.ts'
import { SigningInputMissingError } from '../../errors/venue.ts'
import { CredentialsPlaceError } from '../../errors/venueKey.ts'
import { machineClock } from '../clock/machineClock.ts'
import { needsNumbers } from '../signing/needsNumbers.ts'
import type { VenueFetch } from '../venueFetch.ts'
import type { VenueClientBase, VenueClientConfig } from './venueClientBase.ts'

const TIMEOUT_MS = 10_000
const MAX_TIMEOUT_MS = 600_000

const platformFetch: VenueFetch = (url, init) => fetch(url, init)

/**
 * What all clients of venues have.
 * @throws SigningInputMissingError when the venue wants nonces and there are none, or the timeout is none; CredentialsPlaceError when the key
 * is for another environment.
 */
export function toVenueClientBase(
  config: VenueClientConfig,
  network: VenueNetwork,
): Omit<VenueClientBase, 'authority' | 'keys'> {
  const { venue, signer, nonces, recvWindowMs, timeoutMs = TIMEOUT_MS } = config
  checkEnvironment(config, network)
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

/** A key that says where it belongs is used nowhere else. */
function checkEnvironment(
  { venue, signer }: VenueClientConfig,
  { environment: expected }: VenueNetwork,
): void {
  const { environment: actual, apiKey } = signer
  if (actual === undefined || actual === expected) return
  const place = (environment: string): string => `${venue.id} (${environment})`
  throw new CredentialsPlaceError({ id: apiKey, actual: place(actual), expected: place(expected) })
}

import type { BaseError } from '../../errors/base.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import { askServerTime } from '../clock/askServerTime.ts'
import { networkHosts } from '../grant/networkHosts.ts'

/** Unix milliseconds. */
export type GetServerTimeReturnType = number

export type GetServerTimeErrorType = BaseError

/**
 * Asks the venue for its time, without a key.
 * @throws ClockUnmeasuredError when the venue does not tell its time, or did not answer.
 */
export async function getServerTime({
  venue,
  network,
  fetch,
  timeoutMs,
}: VenueClientBase): Promise<GetServerTimeReturnType> {
  const [baseUrl] = networkHosts(venue, network).rest
  return askServerTime({ venue, baseUrl, fetch, timeoutMs })
}

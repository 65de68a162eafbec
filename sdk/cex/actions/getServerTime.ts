import type { BaseError } from '../../errors/base.ts'
import { ClockUnmeasuredError } from '../../errors/clock.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import { networkHosts } from '../grant/networkHosts.ts'
import { parseAnswer } from './internal/parseAnswer.ts'

/** Unix milliseconds. */
export type GetServerTimeReturnType = number

export type GetServerTimeErrorType = BaseError

/**
 * Asks the venue for its time, without a key.
 * @throws ClockUnmeasuredError when the venue does not tell its time, or did not answer.
 */
export async function getServerTime(client: VenueClientBase): Promise<GetServerTimeReturnType> {
  const { venue, network, fetch, timeoutMs } = client
  const unmeasured = (reason: string, options: { cause?: unknown } = {}): ClockUnmeasuredError =>
    new ClockUnmeasuredError({ venue: venue.name, reason }, options)
  const [baseUrl] = networkHosts(venue, network).rest
  if (!venue.serverTime || baseUrl === undefined) throw unmeasured('the venue does not tell its time.')
  const init = { method: 'GET', headers: {}, body: null, redirect: 'manual' } as const
  try {
    const response = await fetch(baseUrl + venue.serverTime.path, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer = response.ok ? venue.serverTime.read(parseAnswer(await response.text())) : undefined
    if (answer !== undefined && Number.isFinite(answer)) return answer
  } catch (cause) {
    throw unmeasured('it did not answer.', { cause })
  }
  throw unmeasured('its answer has no time.')
}

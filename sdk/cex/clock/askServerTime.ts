import { ClockUnmeasuredError } from '../../errors/clock.ts'
import { parseAnswer } from '../answers/parseAnswer.ts'
import type { Venue } from '../venue.ts'
import type { VenueFetch } from '../venueFetch.ts'

export type AskServerTimeParameters = {
  readonly venue: Pick<Venue, 'name' | 'serverTime'>
  /** Where the venue answers; undefined where it does not. */
  readonly baseUrl: string | undefined
  readonly fetch: VenueFetch
  /** How long to wait for an answer, milliseconds. */
  readonly timeoutMs: number
}

const INIT = { method: 'GET', headers: {}, body: null, redirect: 'manual' } as const

/**
 * What the venue says of its time, without a key, unix milliseconds.
 * @throws ClockUnmeasuredError when the venue does not tell its time, or did not answer.
 */
export async function askServerTime({
  venue,
  baseUrl,
  fetch,
  timeoutMs,
}: AskServerTimeParameters): Promise<number> {
  const unmeasured = (reason: string, options: { cause?: unknown } = {}): ClockUnmeasuredError =>
    new ClockUnmeasuredError({ venue: venue.name, reason }, options)
  const { serverTime } = venue
  if (!serverTime || baseUrl === undefined) throw unmeasured('the venue does not tell its time.')
  try {
    const response = await fetch(baseUrl + serverTime.path, {
      ...INIT,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer = response.ok ? serverTime.read(parseAnswer(await response.text())) : undefined
    if (answer !== undefined && Number.isFinite(answer)) return answer
  } catch (cause) {
    throw unmeasured('it did not answer.', { cause })
  }
  throw unmeasured('its answer has no time.')
}

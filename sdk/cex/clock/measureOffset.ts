import { ClockUnmeasuredError } from '../../errors/clock.ts'
import type { Venue } from '../venue.ts'

/** How a venue's clock stands to the machine's. */
export type ClockOffset = {
  /** What to add to the machine's time to get the venue's, milliseconds, whole. */
  readonly offsetMs: number
  /** The true offset is at most this far from `offsetMs`: half of the time that the answer took. */
  readonly uncertaintyMs: number
}

/** Where time is read. */
export type TimeSource = {
  /** The machine's time, unix milliseconds. */
  wallMs(): number
  /** Milliseconds that nobody can set back. */
  steadyMs(): number
}

export type MeasureOffsetParameters = {
  readonly venue: Pick<Venue, 'name' | 'serverTime'>
  readonly baseUrl: string
  readonly fetch: typeof fetch
  readonly time: TimeSource
  /** How often to ask; the answer that took least counts. */
  readonly samples: number
  /** How long to wait for an answer, milliseconds. */
  readonly timeoutMs: number
}

/**
 * Asks the venue for its time and compares, without a key.
 * @throws ClockUnmeasuredError when the venue does not tell its time, or did not answer.
 */
export async function measureOffset(parameters: MeasureOffsetParameters): Promise<ClockOffset> {
  const { venue, samples } = parameters
  if (!venue.serverTime) {
    throw new ClockUnmeasuredError({ venue: venue.name, reason: 'the venue does not tell its time.' })
  }
  let best: ClockOffset | undefined
  let cause: unknown
  for (let sample = 0; sample < samples; sample++) {
    try {
      const one = await sampleOffset(parameters, venue.serverTime)
      if (!best || one.uncertaintyMs < best.uncertaintyMs) best = one
    } catch (error) {
      cause = error
    }
  }
  if (best) return best
  throw cause instanceof ClockUnmeasuredError
    ? cause
    : new ClockUnmeasuredError({ venue: venue.name, reason: 'it did not answer.' }, { cause })
}

async function sampleOffset(
  { venue, baseUrl, fetch, time, timeoutMs }: MeasureOffsetParameters,
  serverTime: NonNullable<Venue['serverTime']>,
): Promise<ClockOffset> {
  const sentAt = time.wallMs()
  const started = time.steadyMs()
  const response = await fetch(baseUrl + serverTime.path, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const answer: unknown = await response.json()
  const took = time.steadyMs() - started
  const serverMs = response.ok ? serverTime.read(answer) : undefined
  if (serverMs === undefined || !Number.isFinite(serverMs)) {
    throw new ClockUnmeasuredError({ venue: venue.name, reason: 'its answer has no time.' })
  }
  return { offsetMs: Math.round(serverMs - (sentAt + took / 2)), uncertaintyMs: Math.ceil(took / 2) }
}

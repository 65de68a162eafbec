import { type AskServerTimeParameters, askServerTime } from './askServerTime.ts'

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

export type MeasureOffsetParameters = AskServerTimeParameters & {
  readonly time: TimeSource
  /** How often to ask, at least once; the answer that took least counts. */
  readonly samples: number
}

/**
 * Asks the venue for its time and compares, without a key.
 * @throws ClockUnmeasuredError when the venue does not tell its time, or never answered.
 */
export async function measureOffset(parameters: MeasureOffsetParameters): Promise<ClockOffset> {
  let best: ClockOffset | undefined
  let failure: unknown
  for (let sample = 0; sample < parameters.samples; sample++) {
    try {
      const one = await sampleOffset(parameters)
      if (!best || one.uncertaintyMs < best.uncertaintyMs) best = one
    } catch (error) {
      failure = error
    }
  }
  if (best) return best
  throw failure
}

async function sampleOffset({ time, ...asked }: MeasureOffsetParameters): Promise<ClockOffset> {
  const sentAt = time.wallMs()
  const started = time.steadyMs()
  const serverMs = await askServerTime(asked)
  const took = time.steadyMs() - started
  return { offsetMs: Math.round(serverMs - (sentAt + took / 2)), uncertaintyMs: Math.ceil(took / 2) }
}

import { ClockSkewError } from '../../errors/clock.ts'
import type { Venue } from '../venue.ts'
import type { VenueFetch } from '../venueFetch.ts'
import { type ClockOffset, measureOffset, type TimeSource } from './measureOffset.ts'
import type { VenueClock } from './venueClock.ts'

export type CorrectedClockParameters = {
  readonly venue: Pick<Venue, 'name' | 'serverTime'>
  /** Where the venue answers; one of its REST base URLs. */
  readonly baseUrl: string
  /** The platform's by default. */
  readonly fetch?: VenueFetch
  /**
   * The most that is corrected, milliseconds, inclusive; 60,000 by default. Time comes without a signature: who could move it at will
   * could have requests signed for a time to come, and use them then.
   */
  readonly mostCorrectionMs?: number
  /** Age at which an offset is measured again, milliseconds; ten minutes by default. */
  readonly refreshAfterMs?: number
  /** How often to ask for one measurement; 3 by default. */
  readonly samples?: number
  /** How long to wait for an answer, milliseconds; 5,000 by default. */
  readonly timeoutMs?: number
  /** For tests. */
  readonly time?: TimeSource
}

/** A clock that is kept at the venue's time. */
export type CorrectedClock = VenueClock & {
  /** Measures now. @throws ClockSkewError, ClockUnmeasuredError; the offset before stays in use. */
  measure(): Promise<ClockOffset>
  /** The offset in use, and how long ago it was measured in milliseconds; undefined before the first. */
  report(): (ClockOffset & { readonly ageMs: number }) | undefined
}

/** More than this between two clocks of the machine, and one of them was set, or the machine slept. */
const JUMP_MS = 250

const machineTime: TimeSource = { wallMs: () => Date.now(), steadyMs: () => performance.now() }

/** The machine's time, corrected by what the venue says of its own. */
export function correctedClock(parameters: CorrectedClockParameters): CorrectedClock {
  const { venue, baseUrl, time = machineTime } = parameters
  const { mostCorrectionMs = 60_000, refreshAfterMs = 600_000, samples = 3, timeoutMs = 5000 } = parameters
  let measured: (ClockOffset & { wallMs: number; steadyMs: number }) | undefined
  let pending: Promise<ClockOffset> | undefined

  const measureNow = async (): Promise<ClockOffset> => {
    // Looked up with every call, so that a program that replaces it later is heard.
    const fetch = parameters.fetch ?? globalThis.fetch
    const offset = await measureOffset({ venue, baseUrl, fetch, time, samples, timeoutMs })
    if (Math.abs(offset.offsetMs) > mostCorrectionMs) {
      throw new ClockSkewError({ venue: venue.name, offsetMs: offset.offsetMs, mostMs: mostCorrectionMs })
    }
    measured = { ...offset, wallMs: time.wallMs(), steadyMs: time.steadyMs() }
    return offset
  }
  const measure = (): Promise<ClockOffset> => {
    pending ??= measureNow().finally(() => {
      pending = undefined
    })
    return pending
  }
  const isReliable = (): boolean => {
    if (!measured) return false
    const steady = time.steadyMs() - measured.steadyMs
    const wall = time.wallMs() - measured.wallMs
    return steady < refreshAfterMs && Math.abs(wall - steady) <= JUMP_MS
  }
  return {
    measure,
    nowMs: () => Math.round(time.wallMs() + (measured?.offsetMs ?? 0)),
    async ready() {
      if (!isReliable()) await measure()
    },
    report: () =>
      measured && {
        offsetMs: measured.offsetMs,
        uncertaintyMs: measured.uncertaintyMs,
        ageMs: time.steadyMs() - measured.steadyMs,
      },
  }
}

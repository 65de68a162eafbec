import { CASES } from './cases.ts'
import { type PreparedCase, prepareCase, type Way } from './prepareCase.ts'

/** Complete signed requests a second of processor time: of this project, of ccxt's `sign()`, and of code that makes this one request only. */
export type VenueRow = {
  readonly venue: string
  readonly opsPerSecond: number
  readonly ccxtOpsPerSecond: number
  readonly rawOpsPerSecond: number
  /** Whether the goal is for this venue: its keys are HMAC keys. */
  readonly isHmac: boolean
}

export type VenueBenchOptions = {
  /** Venues to measure; all when empty. */
  readonly venues: readonly string[]
  readonly rounds: number
  /** How long each way is measured in each round, milliseconds. */
  readonly sliceMs: number
  readonly log: (line: string) => void
}

const WAYS: readonly Way[] = ['own', 'ccxt', 'raw']
/** Enough for the compiler to have seen a way before it counts. */
const WARM_UP_CALLS = 3000
const WARM_UP_MS = 150

/**
 * Measures every venue, one after the other: in each round each way in turn, so that a busy moment of the machine hits all alike; the
 * median of the rounds counts.
 */
export function runVenueBench({ venues, rounds, sliceMs, log }: VenueBenchOptions): readonly VenueRow[] {
  const chosen = CASES.filter(({ venue }) => venues.length === 0 || venues.includes(venue))
  return chosen.map((venueCase) => {
    log(venueCase.venue)
    return measure(prepareCase(venueCase), rounds, sliceMs)
  })
}

function measure({ venue, isHmac, ways }: PreparedCase, rounds: number, sliceMs: number): VenueRow {
  const speeds: { [way in Way]: number[] } = { own: [], ccxt: [], raw: [] }
  for (const way of WAYS) warmUp(ways[way])
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < WAYS.length; turn++) {
      const way = WAYS[(turn + round) % WAYS.length] ?? 'own'
      speeds[way].push(speedOf(ways[way], sliceMs))
    }
  }
  return {
    venue,
    opsPerSecond: median(speeds.own),
    ccxtOpsPerSecond: median(speeds.ccxt),
    rawOpsPerSecond: median(speeds.raw),
    isHmac,
  }
}

function warmUp(sign: (index: number) => unknown): void {
  const start = performance.now()
  for (let index = 0; index < WARM_UP_CALLS && performance.now() - start < WARM_UP_MS; index++) sign(index)
}

/**
 * Requests for each second of processor time, which is what a request takes however busy the machine is with other things; how long it
 * is measured goes by the clock, so that a busy machine does not make the bench longer.
 */
function speedOf(sign: (index: number) => unknown, sliceMs: number): number {
  const end = performance.now() + sliceMs
  const start = process.cpuUsage()
  let count = 0
  let batch = 1
  // The clock is read once for many requests where one takes microseconds, after each where it takes long.
  do {
    for (let index = 0; index < batch; index++) sign(count + index)
    count += batch
    batch = Math.min(64, batch * 2)
  } while (performance.now() < end)
  const { user, system } = process.cpuUsage(start)
  return Math.round((count / Math.max(1, user + system)) * 1e6)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

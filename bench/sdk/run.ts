import { latchkey } from './latchkey.ts'
import { createMeter, type Measurement, type Meter } from './meter.ts'
import { permissionlessBundler, viemBundler, viemDirect } from './owners.ts'
import type { Setting } from './setting.ts'
import type { Contender, Prepare } from './system.ts'

/** One row: medians over the rounds. */
export type SdkRow = Pick<Contender, 'system' | 'path'> & {
  readonly rpcRequests: number
  readonly medianMs: number
}

export type SdkBenchOptions = {
  readonly rounds: number
  /** Milliseconds added to every request. */
  readonly latency: number
  readonly log: (line: string) => void
}

// permissionless has no path without a bundler.
const CONTENDERS: readonly Prepare[] = [
  latchkey('bundler'),
  viemBundler,
  permissionlessBundler,
  latchkey('direct'),
  viemDirect,
]

/** Rounds that are not measured: caches fill, nonce keys become used ones, code gets compiled. */
const WARM_UP = 5

/** Measures all of them in turn, each round in another order, so that whatever slows the machine down slows all of them. */
export async function runSdkBench(setting: Setting, options: SdkBenchOptions): Promise<readonly SdkRow[]> {
  const { rounds, latency, log } = options
  const contenders: { meter: Meter; contender: Contender; measured: Measurement[] }[] = []
  for (const prepare of CONTENDERS) {
    const meter = createMeter(latency)
    contenders.push({ meter, contender: await prepare(setting, meter), measured: [] })
  }
  for (let round = -WARM_UP; round < rounds; round++) {
    const first = (round + WARM_UP) % contenders.length
    const order = [...contenders.slice(first), ...contenders.slice(0, first)]
    for (const { meter, contender, measured } of order) {
      meter.start()
      const wait = await contender.send()
      const measurement = meter.read()
      if (round >= 0) measured.push(measurement)
      await wait()
    }
    if (round === 0) log(`warm after ${WARM_UP} rounds, measuring ${rounds}`)
  }
  return contenders.map(({ contender: { system, path }, measured }) => ({
    ...{ system, path },
    rpcRequests: median(measured.map(({ rpcRequests }) => rpcRequests)),
    medianMs: Number(median(measured.map(({ milliseconds }) => milliseconds)).toFixed(2)),
  }))
}

/** The upper one of two in the middle. */
function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

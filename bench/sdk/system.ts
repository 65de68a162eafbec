import type { Meter } from './meter.ts'
import type { Setting } from './setting.ts'

/** How an intent gets on chain. */
export type BenchPath = 'bundler' | 'direct'

/** Something that sends a transfer. */
export type Contender = {
  readonly system: 'latchkey' | 'viem' | 'permissionless'
  readonly path: BenchPath
  /** Sends one, measured, and returns what waits for it, which is not measured. */
  send(): Promise<() => Promise<unknown>>
}

/** Makes a contender that is ready to send, with its requests going through the meter. */
export type Prepare = (setting: Setting, meter: Meter) => Promise<Contender>

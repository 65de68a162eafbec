import { BundlerMarginError } from '../../../errors/bundler.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { UseWindow } from '../../grant/useWindow.ts'
import type { UseState } from './useState.ts'

/**
 * Refuses what bundlers would: they want some time on both sides of the window. They simulate on the latest block, so waiting is
 * counted from its time. At the end of a period it says how long to wait for the next one.
 * @throws BundlerMarginError.
 */
export function checkMargins(
  { accountPort, margins }: HolderClientBase,
  { time }: UseState,
  window: UseWindow,
): void {
  const { validAfter, validUntil, endedBy } = window
  // EntryPoint v0.8 does not admit the first second.
  const lost = accountPort.entryPoint.version === '0.7' ? 0 : 1
  const start = Math.max(margins.start, lost)
  const timestamp = time.latest
  const refuse = (earliest?: number): never => {
    const wait = earliest === undefined ? {} : { waitSeconds: earliest - timestamp }
    throw new BundlerMarginError({ validAfter, validUntil, timestamp, ...wait })
  }
  if (timestamp < validAfter + start) refuse(validAfter + start)
  if (time.next > validUntil - margins.end) {
    refuse(endedBy === 'period' ? validUntil + 1 + start : undefined)
  }
}

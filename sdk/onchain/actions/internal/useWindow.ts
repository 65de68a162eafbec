import type { Expiry } from '../../../core/expiry.ts'
import { BundlerMarginError } from '../../../errors/bundler.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { isPeriodic, periodAt, periodWindow } from '../../grant/period.ts'
import type { GetTierReturnType } from '../getTier.ts'
import type { UseState } from './useState.ts'

/** When a use holds, both ends inclusive. */
export type UseWindow = Expiry & {
  /** First second of the next period of the limit whose period ends it; undefined when something else does. */
  readonly again: number | undefined
}

/**
 * The window that the module gives a use made now: that of grant and key, narrowed to the present period of each limit that it draws
 * on, and to the keeper's tier.
 */
export function useWindow(
  { grant }: HolderClientBase,
  { key, time }: UseState,
  drawn: { limitIds: readonly number[]; tier: GetTierReturnType | undefined },
): UseWindow {
  const end = Math.min(grant.validUntil, key.validUntil, drawn.tier?.validUntil ?? grant.validUntil)
  let window: UseWindow = { validAfter: grant.validAfter, validUntil: end, again: undefined }
  for (const limitId of drawn.limitIds) {
    const limit = grant.limits[limitId]
    if (!limit || !isPeriodic(limit)) continue
    const period = periodWindow(limit, periodAt(limit, time.next))
    const ends = period.validUntil < window.validUntil
    window = {
      validAfter: Math.max(window.validAfter, period.validAfter),
      validUntil: ends ? period.validUntil : window.validUntil,
      again: ends ? period.validUntil + 1 : window.again,
    }
  }
  return window
}

/**
 * Bundlers want some time on both sides. They simulate on the latest block, so the start is judged by its time.
 * @throws BundlerMarginError, which says how long to wait where that helps.
 */
export function checkMargins(
  { accountPort, margins }: HolderClientBase,
  { time }: UseState,
  window: UseWindow,
): void {
  const { validAfter, validUntil, again } = window
  // EntryPoint v0.8 does not admit the first second.
  const lost = accountPort.entryPoint.version === '0.7' ? 0 : 1
  const start = Math.max(margins.start, lost)
  const timestamp = time.latest
  const refuse = (earliest: number | undefined): never => {
    const wait = earliest === undefined ? {} : { waitSeconds: earliest - timestamp }
    throw new BundlerMarginError({ validAfter, validUntil, timestamp, ...wait })
  }
  if (timestamp < validAfter + start) refuse(validAfter + start)
  if (time.next > validUntil - margins.end) refuse(again === undefined ? undefined : again + start)
}

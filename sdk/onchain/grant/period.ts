import { LIFETIME } from '../../core/constants.ts'
import { type Expiry, expiryFor } from '../../core/expiry.ts'
import type { Limit } from '../../core/limit.ts'

type Periodic = Pick<Limit, 'period' | 'periodStart'>

/** Whether a limit starts again after some time. */
export function isPeriodic({ period }: Pick<Limit, 'period'>): boolean {
  return period !== LIFETIME
}

/** The period of a limit that a second lies in, counted from 0; below 0 before the first one. 0 for the life of the grant. */
export function periodAt(limit: Periodic, timestamp: number): number {
  return isPeriodic(limit) ? Math.floor((timestamp - limit.periodStart) / limit.period) : 0
}

/** When a period of a limit begins and ends, both inclusive, unix seconds. */
export function periodWindow(limit: Periodic, index: number): Expiry {
  return expiryFor(limit.periodStart + index * limit.period, limit.period)
}

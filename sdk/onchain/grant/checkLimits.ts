import type { Grant } from '../../core/grant.ts'
import { LimitExceededError, LimitUnknownError } from '../../errors/limit.ts'

/** Amount that something takes from each limit, by the limit's index, in the limit's unit. */
export type LimitAmounts = ReadonlyMap<number, bigint>

/**
 * Refuses amounts that are more than remains of a limit.
 * @param spent What was spent before, by the limit's index; nothing where it is absent.
 * @throws LimitExceededError, LimitUnknownError.
 */
export function checkLimits(grant: Pick<Grant, 'limits'>, amounts: LimitAmounts, spent: LimitAmounts): void {
  for (const [limitId, requested] of amounts) {
    const limit = grant.limits[limitId]
    if (!limit)
      throw new LimitUnknownError({ limit: `${limitId}`, known: [...grant.limits.keys()].map(String) })
    const before = spent.get(limitId) ?? 0n
    const remaining = limit.amount > before ? limit.amount - before : 0n
    if (requested > remaining) throw new LimitExceededError({ limitId, requested, remaining })
  }
}

import type { Grant } from '../../core/grant.ts'
import { LimitExceededError, LimitUnknownError } from '../../errors/limit.ts'
import type { Take } from './takesOf.ts'

/** Amount by the limit's index, in the limit's unit. */
export type LimitAmounts = ReadonlyMap<number, bigint>

/**
 * Refuses what takes more than remains of a limit, one after the other as the module does.
 * @param spent What was spent before, in the period that the use is in, by the limit's index; nothing where it is absent.
 * @throws LimitExceededError, LimitUnknownError.
 */
export function checkLimits(grant: Pick<Grant, 'limits'>, takes: readonly Take[], spent: LimitAmounts): void {
  const stands = new Map(spent)
  for (const { limitId, amount: requested } of takes) {
    const limit = grant.limits[limitId]
    if (!limit) {
      throw new LimitUnknownError({ limit: `${limitId}`, known: [...grant.limits.keys()].map(String) })
    }
    const before = stands.get(limitId) ?? 0n
    const remaining = limit.amount > before ? limit.amount - before : 0n
    if (requested > remaining) throw new LimitExceededError({ limitId, requested, remaining })
    stands.set(limitId, before + requested)
  }
}

/** What they take from each limit together. */
export function sumTakes(takes: readonly Take[]): LimitAmounts {
  const amounts = new Map<number, bigint>()
  for (const { limitId, amount } of takes) amounts.set(limitId, (amounts.get(limitId) ?? 0n) + amount)
  return amounts
}

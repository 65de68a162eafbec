import { isAddressEqual } from 'viem'
import { FEE_LIMIT_ID, UNLIMITED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'

type Counted = Pick<Grant, 'limits' | 'maximumFee'>

/**
 * Whether the counter of a limit may be carried from one grant to another. A counter says nothing of what it counts: only the same thing
 * in the same periods may be. The amounts may differ.
 * @param limitId Index of the limit in both, or `FEE_LIMIT_ID`.
 */
export function carriesAlike(old: Counted, grant: Counted, limitId: number): boolean {
  if (limitId === FEE_LIMIT_ID) return [old, grant].every(({ maximumFee }) => maximumFee.budget !== UNLIMITED)
  const [one, other] = [old.limits[limitId], grant.limits[limitId]]
  if (!one || !other) return false
  const sameToken = isAddressEqual(one.token, other.token)
  const samePeriods = one.period === other.period && one.periodStart === other.periodStart
  return one.kind === other.kind && sameToken && samePeriods
}

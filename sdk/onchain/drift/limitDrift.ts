import type { Grant } from '../../core/grant.ts'
import { Tier, tierName } from '../../core/tier.ts'
import { timeText } from '../grant/describeOptions.ts'
import { isUntiered } from '../grant/checkTier.ts'
import { type DriftFinding, finding, when } from './driftFinding.ts'
import type { DriftState } from './driftState.ts'

export type LimitDriftParameters = {
  grant: Grant
  state: DriftState
  /** Per cent of a limit, below which little is left. */
  low: number
  soon: number
}

/** Whether enough is left of limits and fee budget, and whether the keeper lets anything go. */
export function limitDrift(parameters: LimitDriftParameters): readonly DriftFinding[] {
  // Nothing can be drawn on a grant that is over.
  if (parameters.state.grant.status === 'revoked') return []
  return [...amountDrift(parameters), ...feeDrift(parameters), ...tierDrift(parameters)]
}

function amountDrift({ state: { limits }, low }: LimitDriftParameters): readonly DriftFinding[] {
  return limits.flatMap(({ limitId, name, amount, remaining, periodEnd }) => {
    const title = name === undefined ? `limit ${limitId}` : `limit ${limitId} "${name}"`
    const advice =
      periodEnd === undefined
        ? 'Limits never go up: for more, grant again.'
        : `It starts again after ${timeText(periodEnd)}.`
    const facts = { limitId, remaining, amount, periodEnd }
    if (remaining === 0n) {
      return [finding('limit-exhausted', 'warning', `Nothing is left of ${title}.`, advice, facts)]
    }
    return when(isLow(remaining, amount, low), () =>
      finding('limit-low', 'warning', `Of ${title} ${remaining} of ${amount} are left.`, advice, facts),
    )
  })
}

function feeDrift({ state: { fee }, low }: LimitDriftParameters): readonly DriftFinding[] {
  if (!fee) return []
  const { remaining, budget } = fee
  const advice =
    'It never goes up: grant again, use a paymaster that the grant allows, or take the direct path.'
  if (remaining === 0n) {
    const message = 'Nothing is left of the maximum fee.'
    return [finding('fee-budget-exhausted', 'warning', message, advice, { remaining, budget })]
  }
  return when(isLow(remaining, budget, low), () =>
    finding(
      'fee-budget-low',
      'warning',
      `Of the maximum fee ${remaining} of ${budget} wei are left.`,
      advice,
      {
        ...{ remaining, budget },
      },
    ),
  )
}

function tierDrift({
  grant,
  state: { tier, timestamp },
  soon,
}: LimitDriftParameters): readonly DriftFinding[] {
  const tiered = grant.permissions.filter((permission) => !isUntiered(permission))
  if (!tier || tiered.length === 0) return []
  const blocked = tiered.filter(({ worstTier }) => tier.tier === Tier.D || tier.tier > worstTier)
  const facts = {
    tier: tier.tier,
    validUntil: tier.validUntil,
    blocked: blocked.length,
    of: grant.permissions.length,
  }
  if (blocked.length > 0) {
    const all = blocked.length === grant.permissions.length
    const message = `The keeper says risk tier ${tierName(tier.tier)}: ${blocked.length} of ${grant.permissions.length} permissions cannot be used.`
    return [finding('tier-blocks', all ? 'error' : 'warning', message, 'Wait for the keeper.', facts)]
  }
  return when(tier.validUntil - timestamp < soon, () =>
    finding(
      'tier-ends-soon',
      'notice',
      `What the keeper said ends at ${timeText(tier.validUntil)}; after it nothing goes.`,
      'The keeper has to publish again before that.',
      facts,
    ),
  )
}

function isLow(remaining: bigint, amount: bigint, low: number): boolean {
  return remaining * 100n < amount * BigInt(low)
}

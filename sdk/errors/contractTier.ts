import { tierName } from '../core/tier.ts'
import { BaseError } from './base.ts'

/** Things are more dangerous now than the permission may be used in. */
export class TierExceededError extends BaseError {
  override readonly name = 'TierExceededError'
  /** 0 A calm, 1 B, 2 C, 3 D nothing goes. */
  readonly tier: number
  /** Worst tier of the permission, inclusive. */
  readonly worstTier: number

  constructor(parameters: { tier: number; worstTier: number }) {
    const { tier, worstTier } = parameters
    super(`It is risk tier ${tierName(tier)} now; the permission may be used up to ${tierName(worstTier)}.`, {
      docsPath: '/docs/errors.md#tier-exceeded',
      metaMessages: ['Wait for the keeper to publish a calmer tier.'],
    })
    this.tier = tier
    this.worstTier = worstTier
  }
}

/** The tier that a keeper would publish is none, or would be over already. */
export class TierInvalidError extends BaseError {
  override readonly name = 'TierInvalidError'
  readonly tier: number
  /** Unix seconds. */
  readonly validUntil: number

  constructor(parameters: { tier: number; validUntil: number }) {
    const { tier, validUntil } = parameters
    super(`Risk tier ${tierName(tier)} until ${validUntil} cannot be published.`, {
      docsPath: '/docs/errors.md#tier-invalid',
      metaMessages: ['Publish A, B, C or D, until a second that is not past.'],
    })
    this.tier = tier
    this.validUntil = validUntil
  }
}

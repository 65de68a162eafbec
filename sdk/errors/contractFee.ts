import { BaseError } from './base.ts'

/** The operation bids more per unit of gas than the grant's maximum fee allows. */
export class FeePriceExceededError extends BaseError {
  override readonly name = 'FeePriceExceededError'
  /** In wei per unit of gas. */
  readonly price: bigint
  /** In wei per unit of gas, inclusive. */
  readonly allowed: bigint

  constructor(parameters: { price: bigint; allowed: bigint }) {
    const { price, allowed } = parameters
    super(`The operation bids ${price} wei per gas; the grant's maximum fee allows ${allowed}.`, {
      docsPath: '/docs/errors.md#fee-price-exceeded',
      metaMessages: ['Wait for lower fees, or take the direct path, where the key pays.'],
    })
    this.price = price
    this.allowed = allowed
  }
}

/** The operation could cost the account more than is left of the grant's maximum fee. */
export class FeeBudgetExceededError extends BaseError {
  override readonly name = 'FeeBudgetExceededError'
  /** The most that the operation could cost, in wei. */
  readonly requested: bigint
  /** In wei. */
  readonly remaining: bigint

  constructor(parameters: { requested: bigint; remaining: bigint }) {
    const { requested, remaining } = parameters
    super(
      `The operation could cost ${requested} wei; of the grant's maximum fee ${remaining} wei are left.`,
      {
        docsPath: '/docs/errors.md#fee-budget-exceeded',
        metaMessages: ['Bid less, take the direct path, or use a paymaster that the grant allows.'],
      },
    )
    this.requested = requested
    this.remaining = remaining
  }
}

/** A guarded operation that the account pays for, of a grant without a bound on fees: a refusing guard would cost one each time. */
export class FeeUnboundedError extends BaseError {
  override readonly name = 'FeeUnboundedError'

  constructor() {
    super('A guarded operation that the account pays for needs a grant with a maximum fee.', {
      docsPath: '/docs/errors.md#fee-unbounded',
      metaMessages: [
        'Take the direct path, use a paymaster that the grant allows, or grant again with a maximum fee.',
      ],
    })
  }
}

import type { Address } from 'viem'
import { BaseError } from './base.ts'

/** The calls would take more from a limit than remains. */
export class LimitExceededError extends BaseError {
  override readonly name = 'LimitExceededError'
  readonly limitId: number
  /** In the limit's unit. */
  readonly requested: bigint
  /** In the limit's unit. */
  readonly remaining: bigint

  constructor(parameters: { limitId: number; requested: bigint; remaining: bigint }) {
    const { limitId, requested, remaining } = parameters
    super(`The calls take ${requested} from limit ${limitId}, which has ${remaining} left.`, {
      docsPath: '/docs/errors.md#limit-exceeded',
      metaMessages: ['Ask for less. Limits never go up: for more, wait for the next period or grant again.'],
    })
    this.limitId = limitId
    this.requested = requested
    this.remaining = remaining
  }
}

/** A permission spends a limit that the grant does not have. */
export class LimitUnknownError extends BaseError {
  override readonly name = 'LimitUnknownError'
  readonly limit: string

  constructor(parameters: { limit: string; known: readonly string[] }) {
    super(`The grant has no limit "${parameters.limit}".`, {
      docsPath: '/docs/errors.md#limit-unknown',
      metaMessages: [`Limits: ${parameters.known.join(', ') || 'none'}`],
    })
    this.limit = parameters.limit
  }
}

/** A limit has a value that cannot be granted, or a spend draws on a limit of another kind. */
export class LimitInvalidError extends BaseError {
  override readonly name = 'LimitInvalidError'
  readonly limit: string

  constructor(parameters: { limit: string; reason: string }) {
    super(`The limit "${parameters.limit}" cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#limit-invalid',
      metaMessages: ['Correct the limit: nothing was signed or sent.'],
    })
    this.limit = parameters.limit
  }
}

/** A permission spends a limit of one token while nothing ties the call to that token. */
export class LimitTokenMismatchError extends BaseError {
  override readonly name = 'LimitTokenMismatchError'
  readonly limit: string
  readonly token: Address
  readonly target: Address

  constructor(parameters: { limit: string; token: Address; target: Address }) {
    const { limit, token, target } = parameters
    super(
      `A call to ${target} spends the limit "${limit}" of token ${token}, but nothing ties it to that token.`,
      {
        docsPath: '/docs/errors.md#limit-token-mismatch',
        metaMessages: [
          'Add a condition that an argument equals the token, or ask for it with `allowTokenMismatch: true`.',
        ],
      },
    )
    this.limit = limit
    this.token = token
    this.target = target
  }
}

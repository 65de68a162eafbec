import { BaseError } from './base.ts'

/** A part of the grant says something that this version of the module does not know, so it is refused. */
export class PartUnsupportedError extends BaseError {
  override readonly name = 'PartUnsupportedError'
  readonly part: string

  constructor(parameters: { part: string; expected: string }) {
    super(`This version of the module does not know what the grant says in "${parameters.part}".`, {
      docsPath: '/docs/errors.md#part-unsupported',
      metaMessages: [`Expected: ${parameters.expected}`],
    })
    this.part = parameters.part
  }
}

/** A member of the grant has a value that cannot be granted. */
export class GrantInvalidError extends BaseError {
  override readonly name = 'GrantInvalidError'
  readonly member: string

  constructor(parameters: { member: string; reason: string }) {
    super(`The grant's ${parameters.member} cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#grant-invalid',
      metaMessages: ['Correct that member: nothing was signed or sent.'],
    })
    this.member = parameters.member
  }
}

/** `validAfter` and `validUntil` do not form a window of whole unix seconds below 2⁴⁷. */
export class GrantWindowInvalidError extends BaseError {
  override readonly name = 'GrantWindowInvalidError'
  readonly validAfter: number
  readonly validUntil: number

  constructor(parameters: { validAfter: number; validUntil: number; reason: string }) {
    super(
      `The window ${parameters.validAfter} to ${parameters.validUntil} cannot be used: ${parameters.reason}`,
      {
        docsPath: '/docs/errors.md#grant-window-invalid',
        metaMessages: ['Give whole unix seconds, the second not before the first and not past.'],
      },
    )
    this.validAfter = parameters.validAfter
    this.validUntil = parameters.validUntil
  }
}

/** The grant's first second is still to come. */
export class GrantNotStartedError extends BaseError {
  override readonly name = 'GrantNotStartedError'
  readonly validAfter: number
  readonly timestamp: number

  constructor(parameters: { validAfter: number; timestamp: number }) {
    super(`The grant starts at ${parameters.validAfter}; it is ${parameters.timestamp} now.`, {
      docsPath: '/docs/errors.md#grant-not-started',
      metaMessages: ['Wait.'],
    })
    this.validAfter = parameters.validAfter
    this.timestamp = parameters.timestamp
  }
}

/** The grant's last second is over. */
export class GrantExpiredError extends BaseError {
  override readonly name = 'GrantExpiredError'
  readonly validUntil: number
  readonly timestamp: number

  constructor(parameters: { validUntil: number; timestamp: number }) {
    super(`The grant's last second was ${parameters.validUntil}; it is ${parameters.timestamp} now.`, {
      docsPath: '/docs/errors.md#grant-expired',
      metaMessages: ['It cannot be extended: grant again.'],
    })
    this.validUntil = parameters.validUntil
    this.timestamp = parameters.timestamp
  }
}

import { BaseError } from './base.ts'

/** A limit of the grant has a period that the module does not keep. It refuses every use. */
export class LimitPeriodInvalidError extends BaseError {
  override readonly name = 'LimitPeriodInvalidError'
  readonly limitId: number
  /** Seconds. */
  readonly period: number

  constructor(parameters: { limitId: number; period: number }) {
    const { limitId, period } = parameters
    super(`Limit ${limitId} has a period of ${period} seconds; the shortest one has 300.`, {
      docsPath: '/docs/errors.md#limit-period-invalid',
      metaMessages: ['No use can pass it: revoke the grant and make another.'],
    })
    this.limitId = limitId
    this.period = period
  }
}

/** The use claims a period of a limit that is over: a later one has been drawn on. */
export class LimitPeriodEndedError extends BaseError {
  override readonly name = 'LimitPeriodEndedError'
  readonly limitId: number
  /** The period that the use claims. */
  readonly periodIndex: number
  /** The latest period that was drawn on. */
  readonly current: number

  constructor(parameters: { limitId: number; periodIndex: number; current: number }) {
    const { limitId, periodIndex, current } = parameters
    super(
      `The use draws on period ${periodIndex} of limit ${limitId}, which is in period ${current} already.`,
      {
        docsPath: '/docs/errors.md#limit-period-ended',
        metaMessages: ['Prepare and sign it again, for the period of now.'],
      },
    )
    this.limitId = limitId
    this.periodIndex = periodIndex
    this.current = current
  }
}

/** Grant, key, periods and tier have no second in common. */
export class WindowEmptyError extends BaseError {
  override readonly name = 'WindowEmptyError'
  /** Unix seconds. */
  readonly validAfter: number
  /** Unix seconds. */
  readonly validUntil: number

  constructor(parameters: { validAfter: number; validUntil: number }) {
    const { validAfter, validUntil } = parameters
    super(`The use would hold from ${validAfter} to ${validUntil}, which is never.`, {
      docsPath: '/docs/errors.md#window-empty',
      metaMessages: ['Prepare the use again.'],
    })
    this.validAfter = validAfter
    this.validUntil = validUntil
  }
}

/** The period that the use claims, or the tier that admits it, has not begun or is over. */
export class WindowMissedError extends BaseError {
  override readonly name = 'WindowMissedError'
  /** First second, inclusive, unix seconds. */
  readonly validAfter: number
  /** Last second, inclusive, unix seconds. */
  readonly validUntil: number
  readonly timestamp: number

  constructor(parameters: { validAfter: number; validUntil: number; timestamp: number }) {
    const { validAfter, validUntil, timestamp } = parameters
    super(`The use holds from ${validAfter} to ${validUntil}; it is ${timestamp} now.`, {
      docsPath: '/docs/errors.md#window-missed',
      metaMessages: ['Prepare and sign it again.'],
    })
    this.validAfter = validAfter
    this.validUntil = validUntil
    this.timestamp = timestamp
  }
}

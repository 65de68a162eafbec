import { BaseError } from './base.ts'

/** The machine's clock and the venue's are too far apart to be corrected. */
export class ClockSkewError extends BaseError {
  override readonly name = 'ClockSkewError'
  readonly offsetMs: number

  constructor(parameters: { venue: string; offsetMs: number; mostMs: number }) {
    const { venue, offsetMs, mostMs } = parameters
    const direction = offsetMs > 0 ? 'behind' : 'ahead of'
    super(
      `This machine's clock is ${Math.abs(offsetMs)} ms ${direction} that of ${venue}; at most ${mostMs} ms are corrected.`,
      {
        docsPath: '/docs/errors.md#clock-skew',
        metaMessages: ['Set the clock of the machine, and keep it in time with NTP.'],
      },
    )
    this.offsetMs = offsetMs
  }
}

/** The venue's time could not be asked for. */
export class ClockUnmeasuredError extends BaseError {
  override readonly name = 'ClockUnmeasuredError'

  constructor(parameters: { venue: string; reason: string }, options: { cause?: unknown } = {}) {
    super(`The time of ${parameters.venue} is not known: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/errors.md#clock-unmeasured',
      metaMessages: [
        "Look at the network and the base URL; or take the machine's clock, if it is kept in time.",
      ],
    })
  }
}

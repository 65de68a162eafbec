import { BaseError } from './base.ts'

const MOST_MESSAGE = 200

/** The venue answered, and refused. What was reserved for the request stays reserved. */
export class VenueRefusedError extends BaseError {
  override readonly name = 'VenueRefusedError'
  readonly venue: string
  /** Of HTTP. */
  readonly status: number
  /** The venue's own code, where it has one. */
  readonly code: string | undefined
  /** The venue's words: at most 200 printable characters. */
  readonly venueMessage: string

  constructor(parameters: { venue: string; status: number; code: string | undefined; message: string }) {
    const { venue, status } = parameters
    const code = parameters.code === undefined ? undefined : printable(parameters.code, 40)
    const venueMessage = printable(parameters.message, MOST_MESSAGE)
    super(
      `${venue} refused the request with status ${status}${code === undefined ? '' : `, code ${code}`}.`,
      {
        docsPath: '/docs/errors.md#venue-refused',
        metaMessages: [
          `The venue says: ${venueMessage || 'nothing'}`,
          'Correct the request. A refused order counts against the limits: nobody here can prove that it did nothing.',
        ],
      },
    )
    this.venue = venue
    this.status = status
    this.code = code
    this.venueMessage = venueMessage
  }
}

/** The request was sent and what became of it is not known. What was reserved stays reserved. */
export class VenueOutcomeUnknownError extends BaseError {
  override readonly name = 'VenueOutcomeUnknownError'
  readonly venue: string
  readonly reason: string

  constructor(parameters: { venue: string; reason: string }, options: { cause?: unknown } = {}) {
    const { venue, reason } = parameters
    super(`What became of the request to ${venue} is not known: ${reason}.`, {
      ...options,
      docsPath: '/docs/errors.md#venue-outcome-unknown',
      metaMessages: [
        'It may have worked: ask the venue before sending it again. It counts against the limits either way.',
      ],
    })
    this.venue = venue
    this.reason = reason
  }
}

/** The request never left. What was reserved for it was given back. */
export class VenueUnreachableError extends BaseError {
  override readonly name = 'VenueUnreachableError'
  readonly venue: string
  readonly reason: string

  constructor(parameters: { venue: string; reason: string }, options: { cause?: unknown } = {}) {
    const { venue, reason } = parameters
    super(`${venue} could not be reached: ${reason}.`, {
      ...options,
      docsPath: '/docs/errors.md#venue-unreachable',
      metaMessages: ['Nothing was sent, and nothing counts. Look at the network, then send again.'],
    })
    this.venue = venue
    this.reason = reason
  }
}

function printable(text: string, most: number): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, most)
}

import { BaseError } from './base.ts'

/** The venue's table has no such endpoint, so nobody knows what it does. */
export class EndpointUnlistedError extends BaseError {
  override readonly name = 'EndpointUnlistedError'
  readonly venue: string
  /** Method and path, as they were asked for. */
  readonly endpoint: string

  constructor(parameters: { venue: string; endpoint: string }) {
    const { venue, endpoint } = parameters
    super(`The table of ${venue} does not list the endpoint ${endpoint}.`, {
      docsPath: '/docs/errors.md#endpoint-unlisted',
      metaMessages: [
        'Check method and path, letter by letter. What is in no list is refused: nothing was signed.',
      ],
    })
    this.venue = venue
    this.endpoint = endpoint
  }
}

/** The endpoint is known, and not to be used through this venue. */
export class EndpointRefusedError extends BaseError {
  override readonly name = 'EndpointRefusedError'
  readonly venue: string
  /** The endpoint, as the venue's table names it. */
  readonly endpoint: string

  constructor(parameters: { venue: string; endpoint: string }) {
    const { venue, endpoint } = parameters
    super(`The endpoint ${endpoint} is known and refused at ${venue}.`, {
      docsPath: '/docs/errors.md#endpoint-refused',
      metaMessages: ['It belongs to another product or is withdrawn. Nothing was signed.'],
    })
    this.venue = venue
    this.endpoint = endpoint
  }
}

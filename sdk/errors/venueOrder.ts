import { BaseError } from './base.ts'

/** What a request does to orders cannot be told from it for certain, so nothing was signed. */
export class OrderUnreadableError extends BaseError {
  override readonly name = 'OrderUnreadableError'
  /** The endpoint, as the venue's table names it. */
  readonly endpoint: string
  /** Which member, and what is wrong with it; names members and never shows what they hold. */
  readonly reason: string

  constructor(parameters: { endpoint: string; reason: string }) {
    const { endpoint, reason } = parameters
    super(`The order of a request to ${endpoint} cannot be read: ${reason}.`, {
      docsPath: '/docs/errors.md#order-unreadable',
      metaMessages: ['Send the order in the plain form that the venue documents: nothing was signed.'],
    })
    this.endpoint = endpoint
    this.reason = reason
  }
}

import type { Json } from '../json.ts'
import type { Method, Parameter } from '../request.ts'

/** A request to a venue before it is known which of its hosts it goes to. */
export type VenueCall = {
  readonly method: Method
  /** The whole path, starting with a slash, without a query. */
  readonly path: string
  readonly params: readonly Parameter[]
  /** The body of an endpoint that takes a list; `params` is empty beside it. */
  readonly bodyArray?: readonly Json[]
  /** Whether it is sent as JSON, without a signature: what anybody may ask. */
  readonly unsigned?: true
}

/** What a venue answered. */
export type VenueReply = {
  /** HTTP status. */
  readonly status: number
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown
}

/**
 * Signs a call with one key, sends it to one host, and returns whatever the venue says, refusals too.
 * @throws VenueUnreachableError when no answer came: then nobody knows whether the venue acted.
 */
export type VenueCaller = (call: VenueCall) => Promise<VenueReply>

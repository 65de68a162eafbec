import type { Json } from './json.ts'

/** HTTP methods that venues use. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A business parameter: its name as the venue spells it, and its value. */
export type Parameter = readonly [name: string, value: Json]

/** What a caller wants of a venue, before anything of the signature is in it. */
export type VenueRequest = {
  readonly method: Method
  /** Scheme, host and, if wanted, the first part of the path: `https://www.okx.com`. No slash at the end. */
  readonly baseUrl: string
  /** The rest of the path, starting with a slash, without a query. */
  readonly path: string
  /** Business parameters in order; they become query or body as the venue wants for the method. `null` only beside `bodyArray`. */
  readonly params: readonly Parameter[] | null
  /** The body of an endpoint that takes a list. */
  readonly bodyArray?: readonly Json[]
}

/** A request as it goes over the wire. Its headers and URL carry a signature: keep it out of logs. */
export type SignedRequest = {
  readonly url: string
  readonly method: Method
  readonly headers: { readonly [name: string]: string }
  /** `null` when the request has no body. */
  readonly body: string | null
}

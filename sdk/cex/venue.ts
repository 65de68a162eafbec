import type { KeyType } from './credentials.ts'
import type { EndpointTable } from './endpoints/endpointTable.ts'
import type { Json } from './json.ts'
import type { VenueInspection } from './keys/venueInspection.ts'
import type { VenueOrder } from './orders/venueOrder.ts'
import type { VenueRequest } from './request.ts'
import type { VenueRotation } from './rotation/venueRotation.ts'
import type { VenueSigning } from './signing/venueSigning.ts'

/** Where a venue answers. */
export type VenueHosts = {
  /** Base URLs of REST, as `VenueRequest.baseUrl` names them. */
  readonly rest: readonly string[]
  /** URLs of WebSockets that are logged in to. */
  readonly ws: readonly string[]
}

/** Why a venue refused, in its own words. */
export type VenueRefusal = { readonly code: string | undefined; readonly message: string }

/**
 * A venue: data, and the few functions that differ from one to another. Shared code asks this port and knows no venue by name. Every
 * venue runs the same suites.
 */
export type Venue = {
  /** As commands and files name it: `okx-v5`. */
  readonly id: string
  /** As people name it: `OKX`. */
  readonly name: string
  readonly hosts: { readonly production: VenueHosts; readonly testnet?: VenueHosts }
  readonly signing: VenueSigning
  /** Where the venue tells its time, without a key; missing where it does not. */
  readonly serverTime?: {
    readonly path: string
    /** Its time in unix milliseconds, out of its answer; undefined when the answer is not one. */
    read(answer: unknown): number | undefined
  }
  readonly endpoints: EndpointTable
  /** Kinds of keys whose public half can be uploaded, and how it is written there: PEM (SPKI), base64 of the bare key, or an address. */
  readonly publicKeys?: { readonly [keyType in Exclude<KeyType, 'hmac'>]?: 'pem' | 'base64' | 'address' }
  /** How to ask what a key may do, or at least whether it works. */
  readonly inspection: VenueInspection
  /** How a program replaces keys; missing where only the venue's own site can. */
  readonly rotation?: VenueRotation
  /** The endpoint's name in `endpoints` when method and path alone do not tell; undefined when it has none. */
  endpointOf?(request: VenueRequest): string | undefined
  /**
   * Whether the request acts on an account: a sub-account as the grant names it, or, for undefined, the one that the key is of. Missing where
   * requests of a key cannot name others.
   */
  isFor?(request: VenueRequest, account: string | undefined): boolean
  /**
   * What the request does to orders; empty when nothing. Undefined when it may do something that cannot be read out of it.
   * @throws OrderUnreadableError when a member that it needs is missing or unknown.
   */
  readOrders(request: VenueRequest): readonly VenueOrder[] | undefined
  /** Why the venue refused, where it says so with status 200; undefined when the answer is no refusal, or the status tells. */
  refusalOf?(answer: Json): VenueRefusal | undefined
}

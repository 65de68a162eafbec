import type { KeyType } from './credentials.ts'
import type { EndpointTable } from './endpoints/endpointTable.ts'
import type { SignedLogin, VenueLogin } from './login.ts'
import type { SigningMoment } from './moment.ts'
import type { VenueOrder } from './orders/venueOrder.ts'
import type { SignedRequest, VenueRequest } from './request.ts'
import type { Prepared } from './signing/prepared.ts'
import type { SignatureScheme } from './signing/signatureScheme.ts'
import type { VenueKey } from './signing/venueSigner.ts'

/** Where a venue answers. */
export type VenueHosts = {
  /** Base URLs of REST, as `VenueRequest.baseUrl` names them. */
  readonly rest: readonly string[]
  /** URLs of WebSockets that are logged in to. */
  readonly ws: readonly string[]
}

/**
 * A venue: data, and the few functions that its scheme needs. Shared code asks this port and knows no venue by name. Every venue
 * runs test/conformance/venue.suite.ts.
 */
export type Venue = {
  /** As commands and files name it: `okx-v5`. */
  readonly id: string
  /** As people name it: `OKX`. */
  readonly name: string
  readonly hosts: { readonly production: VenueHosts; readonly testnet?: VenueHosts }
  /** How each kind of key signs here; a kind that is missing is not taken. */
  readonly schemes: { readonly [keyType in KeyType]?: SignatureScheme }
  /** Whether a key has a passphrase, and whether it is sent as it is or signed with the secret. */
  readonly passphrase: 'none' | 'plain' | 'signed'
  /** What `SigningMoment` must carry beside the time. */
  readonly needs: { readonly nonce?: true; readonly uuid?: true; readonly randomHex?: true }
  /** Where the venue tells its time, without a key. */
  readonly serverTime: {
    readonly path: string
    /** Its time in unix milliseconds, out of its answer; undefined when the answer is not one. */
    read(answer: unknown): number | undefined
  }
  readonly endpoints: EndpointTable
  /** The endpoint's name in `endpoints` when method and path alone do not tell; undefined when it has none. */
  endpointOf?(request: VenueRequest): string | undefined
  /**
   * What the request does to orders; empty when nothing. Undefined when it may do something that cannot be read out of it.
   * @throws OrderUnreadableError when a member that it needs is missing or unknown.
   */
  readOrders(request: VenueRequest): readonly VenueOrder[] | undefined
  /** Puts everything but the signature in place. @throws VenueRequestInvalidError, ParameterReservedError. */
  prepareRequest(request: VenueRequest, key: VenueKey, moment: SigningMoment): Prepared<SignedRequest>
  /** The same for a WebSocket; missing where nothing is signed to log in (a token or listen key is asked for by REST). */
  prepareLogin?(login: VenueLogin, key: VenueKey, moment: SigningMoment): Prepared<SignedLogin>
}

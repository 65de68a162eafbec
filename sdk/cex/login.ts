import type { Json } from './json.ts'
import type { Parameter } from './request.ts'

/** Contents of a WebSocket frame that is itself signed. */
export type LoginFrame = {
  readonly channel?: string
  readonly event?: string
  readonly payload?: Json
  readonly topics?: readonly string[]
}

/** A WebSocket that is to be logged in to. */
export type VenueLogin = {
  /** With `path`, the URL of the socket. */
  readonly baseUrl: string
  readonly path: string
  readonly params: readonly Parameter[]
  /** What the venue asked to be signed, where it asks (Kraken Futures). */
  readonly challenge?: string
  readonly frame?: LoginFrame
}

/** The frame to send once connected, or the headers of the upgrade request. Both carry a signature: keep them out of logs. */
export type SignedLogin =
  | { readonly message: { readonly [name: string]: Json } }
  | { readonly headers: { readonly [name: string]: string } }

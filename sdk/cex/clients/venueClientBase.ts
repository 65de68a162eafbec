import type { VenueNetwork } from '../../core/venueNetwork.ts'
import type { VenueClock } from '../clock/venueClock.ts'
import type { VenueAuthority } from '../grant/authorizeRequest.ts'
import type { VenueKeyRecord } from '../grant/checkVenueKey.ts'
import type { NonceAuthority } from '../nonces/nonceAuthority.ts'
import type { VenueSigner } from '../signing/venueSigner.ts'
import type { Venue } from '../venue.ts'
import type { VenueFetch } from '../venueFetch.ts'

/** What every client of a venue takes. */
export type VenueClientConfig = {
  venue: Venue
  /** The key. What it is named by has to be ready; signing may happen elsewhere. */
  signer: VenueSigner
  /** The venue's time; the machine's by default. */
  clock?: VenueClock | undefined
  /** Hands out nonces; needed where the venue wants numbers that go up. */
  nonces?: NonceAuthority | undefined
  /** The platform's by default. */
  fetch?: VenueFetch | undefined
  /** How long to wait for an answer, milliseconds; 10,000 by default. */
  timeoutMs?: number | undefined
  /** How long after signing the venue may still take a request, milliseconds; the venue's own default otherwise. */
  recvWindowMs?: number | undefined
}

/** What actions need of a client. */
export type VenueClientBase = {
  readonly venue: Venue
  readonly network: VenueNetwork
  readonly signer: VenueSigner
  readonly clock: VenueClock
  readonly nonces: NonceAuthority | undefined
  readonly fetch: VenueFetch
  readonly timeoutMs: number
  readonly recvWindowMs: number | undefined
  /** What the holder is held to; undefined for the owner, who is held to nothing but the network. */
  readonly authority: VenueAuthority | undefined
  /** Keys that rotations brought, or ended. */
  readonly keys: readonly VenueKeyRecord[]
}

/** What the holder's actions need of a client. */
export type HolderVenueClientBase = VenueClientBase & { readonly authority: VenueAuthority }

import type { Environment } from './environment.ts'
import type { ANY_IP } from './venueConstants.ts'

/** Where a grant at a venue holds. */
export type VenueNetwork = {
  readonly environment: Environment
  /** Addresses and CIDR blocks that requests may come from, IPv4 or IPv6, at least one; or `ANY_IP`, said by name. */
  readonly allowedIps: readonly string[] | typeof ANY_IP
  /** The base URLs of a `local` server, required there and refused elsewhere: other environments have the venue's own. */
  readonly baseUrls?: readonly string[]
}

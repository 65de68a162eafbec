import type { VenueNetwork } from '../../core/venueNetwork.ts'
import { HostNotGrantedError } from '../../errors/venueGrant.ts'
import type { VenueLogin } from '../login.ts'
import type { VenueRequest } from '../request.ts'
import { readBaseUrl } from '../signing/requestTarget.ts'
import type { Venue, VenueHosts } from '../venue.ts'

/** Where the venue answers in an environment; nothing when it has no such. */
export function networkHosts(venue: Pick<Venue, 'hosts'>, network: VenueNetwork): VenueHosts {
  if (network.environment === 'local') return { rest: network.baseUrls ?? [], ws: network.baseUrls ?? [] }
  return venue.hosts[network.environment] ?? { rest: [], ws: [] }
}

/**
 * Refuses a request to anywhere else: a key of one environment is not shown to another, nor to whoever a base URL leads to.
 * @throws HostNotGrantedError.
 */
export function checkHost(venue: Pick<Venue, 'hosts'>, network: VenueNetwork, request: VenueRequest): void {
  const allowed = networkHosts(venue, network).rest
  if (!allowed.includes(request.baseUrl)) refuse(network, allowed)
}

/** The same for a WebSocket. @throws HostNotGrantedError, VenueRequestInvalidError. */
export function checkLoginHost(
  venue: Pick<Venue, 'hosts'>,
  network: VenueNetwork,
  { baseUrl, path }: VenueLogin,
): void {
  const allowed = networkHosts(venue, network).ws
  // servers for tests serve sockets where they serve requests
  const isAllowed =
    network.environment === 'local'
      ? allowed.some((url) => readBaseUrl(url).host === readBaseUrl(baseUrl).host)
      : allowed.includes(baseUrl + path)
  if (!isAllowed) refuse(network, allowed)
}

function refuse({ environment }: VenueNetwork, allowed: readonly string[]): never {
  throw new HostNotGrantedError({ environment, allowed })
}

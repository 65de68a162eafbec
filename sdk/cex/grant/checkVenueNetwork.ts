import { isIP } from 'node:net'
import { ANY_IP } from '../../core/venueConstants.ts'
import type { VenueNetwork } from '../../core/venueNetwork.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { readBaseUrl } from '../signing/requestTarget.ts'
import type { Venue } from '../venue.ts'

const MOST = 255

/**
 * Refuses a network that the venue does not have, that binds a key to no address without saying so, or that names what cannot be one.
 * @throws GrantInvalidError, VenueRequestInvalidError when a base URL is none.
 */
export function checkVenueNetwork(
  venue: Pick<Venue, 'name' | 'hosts'>,
  networks: readonly VenueNetwork[],
): void {
  const [network] = networks
  if (network === undefined || networks.length > 1) throw refused('there is exactly one.')
  const { environment, allowedIps, baseUrls } = network
  if (environment === 'local') checkLocal(venue, baseUrls)
  else if (environment !== 'production' && environment !== 'testnet') {
    throw refused('the environment is production, testnet or local.')
  } else if (baseUrls !== undefined)
    throw refused(`base URLs of ${environment} are the venue's own: leave them out.`)
  if (environment === 'testnet' && venue.hosts.testnet === undefined) {
    throw refused(`${venue.name} has no testnet here.`)
  }
  checkIps(allowedIps)
}

function checkLocal({ hosts }: Pick<Venue, 'hosts'>, baseUrls: readonly string[] | undefined): void {
  const real = [hosts.production, hosts.testnet].flatMap((of) => [...(of?.rest ?? []), ...(of?.ws ?? [])])
  const known = new Set(real.map((url) => readBaseUrl(url).host))
  if (baseUrls === undefined || baseUrls.length < 1 || baseUrls.length > MOST) {
    throw refused(`a local network names 1 to ${MOST} base URLs.`)
  }
  for (const url of baseUrls) {
    const { origin, prefix, host } = readBaseUrl(url)
    if (known.has(host)) throw refused('a local network does not name hosts of the venue.')
    if (origin + prefix !== url)
      throw refused('a base URL is scheme, host in lower case and path, without a slash at the end.')
  }
}

function checkIps(allowedIps: VenueNetwork['allowedIps']): void {
  if (allowedIps === ANY_IP) return
  if (!Array.isArray(allowedIps) || allowedIps.length < 1 || allowedIps.length > MOST) {
    throw refused(`allowedIps lists 1 to ${MOST} addresses or blocks, or says ANY_IP by name.`)
  }
  for (const text of allowedIps) {
    if (!isBlock(text)) throw refused('an allowed IP is an address, or a block such as 203.0.113.0/24.')
  }
}

/** An address, or a block whose prefix leaves something out: a block of everything has a name. */
function isBlock(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const bits = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : 0
  if (bits === 0 || more.length > 0 || address.includes('%')) return false
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits)
}

function refused(reason: string): GrantInvalidError {
  return new GrantInvalidError({ member: 'networks', reason })
}

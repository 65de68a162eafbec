import { ALL_ENDPOINTS } from '../../core/venueConstants.ts'
import { LoginNotGrantedError } from '../../errors/venueGrant.ts'
import type { VenueLogin } from '../login.ts'
import { boundsNoOrders, checkVenueWindow, type JudgingTerms } from './judgeRequest.ts'
import { checkLoginHost } from './networkHosts.ts'

/**
 * Judges a WebSocket login. Nothing that goes over the socket afterwards is judged: so it needs a permission to read everything, and, unless
 * the venue's sockets can do no more than that, one to trade without any bound on orders.
 * @throws GrantNotStartedError, GrantExpiredError, HostNotGrantedError, LoginNotGrantedError.
 */
export function authorizeLogin({ venue, grant }: JudgingTerms, login: VenueLogin, nowMs: number): void {
  checkVenueWindow(grant, nowMs)
  checkLoginHost(venue, grant.networks[0], login)
  const refused = (reason: string): Error => new LoginNotGrantedError({ venue: venue.name, reason })
  // Signed with the caller's parameters, a login can be the signature of a request that nobody judged.
  if (login.params.length > 0) throw refused('a login with parameters could be sent as a request')
  const all = grant.permissions.filter(({ endpoints }) => endpoints === ALL_ENDPOINTS)
  if (!all.some(({ endpointClass }) => endpointClass === 'read')) {
    throw refused('what a socket tells needs a permission to read everything')
  }
  const { login: how } = venue.signing
  if ('onlyReads' in how && how.onlyReads === true) return
  const trading = all.filter(({ endpointClass }) => endpointClass === 'trade')
  if (!boundsNoOrders(grant, trading) || grant.limits.some(({ kind }) => kind === 'requestRate')) {
    throw refused(
      'orders can be placed over this socket, where nobody judges them, and the grant bounds orders or requests',
    )
  }
}

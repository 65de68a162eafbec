import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import { type AuthorizedRequest, authorizeRequest } from '../../grant/authorizeRequest.ts'
import { checkVenueKey, venueKeyWindow } from '../../grant/checkVenueKey.ts'
import { judgeRequest } from '../../grant/judgeRequest.ts'
import { checkHost } from '../../grant/networkHosts.ts'
import type { VenueRequest } from '../../request.ts'

/** What an authorization is good for. */
export type Authorization = Pick<AuthorizedRequest, 'settle' | 'release'>

const none: Authorization = { settle: async () => {}, release: async () => {} }

/** Holds a request to what the client may do; the owner's client to its network only. @throws as `authorizeRequest`, and VenueKeyWindowError. */
export async function authorize(
  client: VenueClientBase,
  request: VenueRequest,
  nowMs: number,
): Promise<Authorization> {
  const { authority, venue, network } = client
  if (authority === undefined) {
    checkHost(venue, network, request)
    return none
  }
  checkClientKey(client, nowMs)
  return authorizeRequest(authority, request, nowMs)
}

/** Refuses what permissions refuse, and reserves nothing. @throws as `judgeRequest`, and VenueKeyWindowError. */
export function precheck(client: VenueClientBase, request: VenueRequest, nowMs: number): void {
  const { authority, venue, network } = client
  checkClientKey(client, nowMs)
  if (authority === undefined) checkHost(venue, network, request)
  else judgeRequest(authority, request, nowMs)
}

/** Refuses a holder's key outside its own time. @throws VenueKeyNotGrantedError, VenueKeyWindowError. */
export function checkClientKey({ authority, signer, keys }: VenueClientBase, nowMs: number): void {
  if (authority === undefined) return
  checkVenueKey(venueKeyWindow(authority.grant, signer.apiKey, keys), Math.floor(nowMs / 1000))
}

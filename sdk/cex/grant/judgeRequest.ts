import { expiryState } from '../../core/expiry.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { ORDER_TYPES } from '../../core/orderType.ts'
import { SIDES } from '../../core/side.ts'
import { ALL_ENDPOINTS, ANY_MARKET } from '../../core/venueConstants.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import { GrantExpiredError, GrantNotStartedError } from '../../errors/grant.ts'
import { EndpointRefusedError, EndpointUnlistedError } from '../../errors/venueEndpoint.ts'
import {
  AccountNotGrantedError,
  EndpointNotGrantedError,
  OrdersUnboundedError,
} from '../../errors/venueGrant.ts'
import { type ClassifiedEndpoint, classifyEndpoint } from '../endpoints/classifyEndpoint.ts'
import type { PlacedOrder } from '../orders/venueOrder.ts'
import type { VenueRequest } from '../request.ts'
import { checkRequest } from '../signing/checkRequest.ts'
import type { Venue } from '../venue.ts'
import { boundsOrders } from './limitScope.ts'
import { checkCancel, checkPlaced } from './matchOrder.ts'
import { checkHost } from './networkHosts.ts'

/** An order that a permission allows, with what the grant says of its market; undefined where any market is granted. */
export type JudgedOrder = {
  readonly order: PlacedOrder
  readonly market: VenueMarket | undefined
}

/** A request that the grant's permissions allow. Limits are still to be asked. */
export type JudgedRequest = ClassifiedEndpoint & {
  readonly orders: readonly JudgedOrder[]
  /** Whether it cancels and does nothing else. */
  readonly onlyCancels: boolean
}

/** What judging by permissions needs to know. */
export type JudgingTerms = { readonly venue: Venue; readonly grant: VenueGrant }

/**
 * Judges a request by the grant's window, network and permissions. Pure. All of a request is allowed or all of it refused: one order of a
 * batch that is not granted refuses the batch.
 * @param nowMs The venue's time, unix milliseconds.
 * @throws GrantNotStartedError, GrantExpiredError, HostNotGrantedError, AccountNotGrantedError, EndpointUnlistedError, EndpointRefusedError,
 * EndpointNotGrantedError, OrdersUnboundedError, OrderUnreadableError, MarketNotGrantedError, SideNotGrantedError,
 * OrderTypeNotGrantedError, CancelNotGrantedError, VenueRequestInvalidError.
 */
export function judgeRequest(
  { venue, grant }: JudgingTerms,
  request: VenueRequest,
  nowMs: number,
): JudgedRequest {
  checkVenueWindow(grant, nowMs)
  checkRequest(request)
  checkHost(venue, grant.networks[0], request)
  if (venue.isFor?.(request, grant.account.account) === false) throw new AccountNotGrantedError()
  const classified = classifiedEndpoint(venue, request)
  const permissions = permissionsFor(grant, classified)
  const orders = classified.class === 'read' ? [] : venue.readOrders(request)
  if (orders === undefined) {
    if (boundsNoOrders(grant, permissions)) return { ...classified, orders: [], onlyCancels: false }
    throw new OrdersUnboundedError({ endpoint: classified.endpoint })
  }
  const placed: JudgedOrder[] = []
  for (const order of orders) {
    if (order.action === 'cancel') checkCancel(permissions, order)
    else placed.push({ order, market: checkPlaced(permissions, order) })
  }
  return { ...classified, orders: placed, onlyCancels: orders.length > 0 && placed.length === 0 }
}

/** Both ends belong to the window. @throws GrantNotStartedError, GrantExpiredError. */
export function checkVenueWindow(grant: VenueGrant, nowMs: number): void {
  const { validAfter, validUntil } = grant
  const timestamp = Math.floor(nowMs / 1000)
  const state = expiryState(grant, timestamp)
  if (state === 'notStarted') throw new GrantNotStartedError({ validAfter, timestamp })
  // what is no number is neither before nor after anything
  if (state === 'expired' || !Number.isSafeInteger(timestamp)) {
    throw new GrantExpiredError({ validUntil, timestamp })
  }
}

/** Whether some permission lets orders be whatever they are, and no limit counts them. */
export function boundsNoOrders(grant: VenueGrant, permissions: readonly VenuePermission[]): boolean {
  return (
    !grant.limits.some(boundsOrders) &&
    permissions.some(
      ({ markets, sides, orderTypes, cancel }) =>
        markets === ANY_MARKET &&
        sides.length === SIDES.length &&
        orderTypes.length === ORDER_TYPES.length &&
        cancel === 'any',
    )
  )
}

function classifiedEndpoint(venue: Venue, request: VenueRequest): ClassifiedEndpoint {
  const classified = classifyEndpoint(venue, request)
  if (classified === undefined) {
    throw new EndpointUnlistedError({ venue: venue.name, endpoint: `${request.method} ${request.path}` })
  }
  if (classified.class === 'refused') {
    throw new EndpointRefusedError({ venue: venue.name, endpoint: classified.endpoint })
  }
  return classified
}

function permissionsFor(
  { permissions }: VenueGrant,
  classified: ClassifiedEndpoint,
): readonly VenuePermission[] {
  const { endpoint, class: endpointClass } = classified
  const found = permissions.filter(
    (one) =>
      one.endpointClass === endpointClass &&
      (one.endpoints === ALL_ENDPOINTS || one.endpoints.includes(endpoint)),
  )
  if (found.length > 0) return found
  const allowed = [...new Set(permissions.map((one) => one.endpointClass))]
  throw new EndpointNotGrantedError({ endpoint, endpointClass, allowed })
}

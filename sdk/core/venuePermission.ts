import type { AccessLevel } from './accessLevel.ts'
import type { CancelRule } from './cancelRule.ts'
import type { OrderType } from './orderType.ts'
import type { Side } from './side.ts'
import type { ALL_ENDPOINTS, ANY_MARKET } from './venueConstants.ts'
import type { VenueMarket } from './venueMarket.ts'

/** One thing that a grant at a venue allows. Permissions are independent: a request needs one, and so does each order in it. */
export type VenuePermission = {
  /** The class of the endpoints in the venue's table; exactly that one: `trade` allows no reading. */
  readonly endpointClass: AccessLevel
  /** Endpoints of that class, as the venue's table names them, or `ALL_ENDPOINTS`. */
  readonly endpoints: readonly string[] | typeof ALL_ENDPOINTS
  /** Where orders may be placed and changed; empty for nowhere, as wherever the class is `read`. */
  readonly markets: readonly VenueMarket[] | typeof ANY_MARKET
  readonly sides: readonly Side[]
  readonly orderTypes: readonly OrderType[]
  readonly cancel: CancelRule
}

import type { AccessLevel } from '../../core/accessLevel.ts'
import type { CancelRule } from '../../core/cancelRule.ts'
import type { OrderType } from '../../core/orderType.ts'
import { SIDES, type Side } from '../../core/side.ts'
import { ALL_ENDPOINTS } from '../../core/venueConstants.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import { GrantInvalidError } from '../../errors/grant.ts'

/** What orders a key may place and cancel. */
export type VenueTrading = {
  readonly markets: VenuePermission['markets']
  /** Both by default. */
  readonly sides?: readonly Side[]
  /** `limit` and `market` by default. */
  readonly orderTypes?: readonly OrderType[]
  /** `any` by default: whoever can place orders should be able to take them back, whatever happens. */
  readonly cancel?: CancelRule
}

/** An access level at a venue. */
export type VenueAccess =
  | { readonly accessLevel: 'read' }
  | ({ readonly accessLevel: 'trade' } & VenueTrading)
  | ({
      readonly accessLevel: 'full'
      /** Says by name that the holder may move the account's assets to others, change keys, and borrow. */
      readonly mayMoveAssetsToOthers: true
    } & VenueTrading)

/**
 * The permissions that an access level comes to: `read` all endpoints of that class; `trade` those and what is said of orders; `full`
 * those and every endpoint that the venue's table lists.
 * @throws GrantInvalidError when `full` is not asked for by name.
 */
export function expandVenueAccess(access: VenueAccess): readonly VenuePermission[] {
  const { accessLevel } = access
  if (accessLevel === 'read') return [reading]
  if (accessLevel === 'trade') return [reading, trading('trade', access)]
  if (accessLevel !== 'full') throw refused(`there is none of the name "${accessLevel satisfies never}".`)
  if (access.mayMoveAssetsToOthers !== true) {
    throw refused('"full" has to be asked for by name, with `mayMoveAssetsToOthers: true`.')
  }
  return [reading, trading('trade', access), trading('full', access)]
}

const reading: VenuePermission = {
  ...{ endpointClass: 'read', endpoints: ALL_ENDPOINTS },
  ...{ markets: [], sides: [], orderTypes: [], cancel: 'none' },
}

function trading(endpointClass: AccessLevel, terms: VenueTrading): VenuePermission {
  const { markets, sides = SIDES, orderTypes = ['limit', 'market'], cancel = 'any' } = terms
  return { endpointClass, endpoints: ALL_ENDPOINTS, markets, sides, orderTypes, cancel }
}

function refused(reason: string): GrantInvalidError {
  return new GrantInvalidError({ member: 'access level', reason })
}

import type { VenueGrant } from '../../core/grant.ts'
import { ANY_ASSET, ANY_MARKET, UNLIMITED_AMOUNT } from '../../core/venueConstants.ts'
import type {
  NotionalPerOrderLimit,
  NotionalPerPeriodLimit,
  NotionalTotalLimit,
  OpenOrdersLimit,
  PositionLimit,
  VenueLimit,
} from '../../core/venueLimit.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'

/** A limit on what orders are worth. */
export type NotionalLimit = NotionalPerOrderLimit | NotionalPerPeriodLimit | NotionalTotalLimit

/** Whether a limit is on what orders are worth. */
export function isNotional(limit: VenueLimit): limit is NotionalLimit {
  return limit.kind.startsWith('notional')
}

/** Whether a limit counts anything; one that is unlimited by name does not. */
export function isBounded(limit: VenueLimit): boolean {
  return limit.amount !== UNLIMITED_AMOUNT
}

/** Whether a limit needs to know what a request does to orders. */
export function boundsOrders(limit: VenueLimit): limit is NotionalLimit | OpenOrdersLimit | PositionLimit {
  return limit.kind !== 'requestRate' && isBounded(limit)
}

/** Whether a limit on notional counts orders on a market. */
export function countsMarket(limit: NotionalLimit, market: VenueMarket): boolean {
  const isAsset = limit.asset === market.quote || (limit.asset === ANY_ASSET && !isBounded(limit))
  return isAsset && (limit.market === ANY_MARKET || limit.market === market.symbol)
}

/** Whether a permission lets orders be placed. */
export function placesOrders({ sides }: Pick<VenuePermission, 'sides'>): boolean {
  return sides.length > 0
}

/** Every market that the grant's permissions list, by its symbol. */
export function marketsOf({
  permissions,
}: Pick<VenueGrant, 'permissions'>): ReadonlyMap<string, VenueMarket> {
  const lists = permissions.map(({ markets }) => (markets === ANY_MARKET ? [] : markets))
  return new Map(lists.flat().map((market) => [market.symbol, market]))
}

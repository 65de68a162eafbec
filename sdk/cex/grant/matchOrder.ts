import { ORDER_TYPES } from '../../core/orderType.ts'
import { SIDES } from '../../core/side.ts'
import { ANY_MARKET } from '../../core/venueConstants.ts'
import type { VenueMarket } from '../../core/venueMarket.ts'
import type { VenuePermission } from '../../core/venuePermission.ts'
import {
  CancelNotGrantedError,
  MarketNotGrantedError,
  OrderTypeNotGrantedError,
  SideNotGrantedError,
} from '../../errors/venueGrant.ts'
import type { CancelledOrder, PlacedOrder } from '../orders/venueOrder.ts'

/**
 * Finds a permission that allows an order, and says what it knows of the market. What an amendment leaves out could be anything: it passes
 * only where everything is allowed.
 * @throws MarketNotGrantedError, SideNotGrantedError, OrderTypeNotGrantedError.
 */
export function checkPlaced(
  permissions: readonly VenuePermission[],
  order: PlacedOrder,
): VenueMarket | undefined {
  const placing = permissions.filter(({ sides }) => sides.length > 0)
  const { market, side, type } = order
  const onMarket = placing.filter((one) => one.markets === ANY_MARKET || marketIn(one, market))
  if (onMarket.length === 0) throw new MarketNotGrantedError({ market, allowed: symbolsOf(placing) })
  const onSide = onMarket.filter(({ sides }) => includes(sides, side, SIDES.length))
  if (onSide.length === 0) {
    throw new SideNotGrantedError({ side, allowed: once(onMarket.flatMap(({ sides }) => sides)) })
  }
  const found = onSide.find(({ orderTypes }) => includes(orderTypes, type, ORDER_TYPES.length))
  if (found === undefined) {
    const allowed = once(onSide.flatMap(({ orderTypes }) => orderTypes))
    throw new OrderTypeNotGrantedError({ orderType: type, allowed })
  }
  // whichever permission allows it: what the grant says of a market is the same in all of them
  return onMarket.map((one) => marketIn(one, market)).find((facts) => facts !== undefined)
}

/**
 * Finds a permission that allows a cancellation. Never counted.
 * @throws CancelNotGrantedError.
 */
export function checkCancel(permissions: readonly VenuePermission[], { market }: CancelledOrder): void {
  const isAllowed = permissions.some(
    (one) =>
      one.cancel === 'any' ||
      (one.cancel === 'markets' &&
        market !== undefined &&
        (one.markets === ANY_MARKET || marketIn(one, market))),
  )
  if (!isAllowed) {
    throw new CancelNotGrantedError({ market, allowed: once(permissions.map(({ cancel }) => cancel)) })
  }
}

function marketIn({ markets }: VenuePermission, symbol: string | undefined): VenueMarket | undefined {
  return markets === ANY_MARKET ? undefined : markets.find((market) => market.symbol === symbol)
}

function includes<word>(allowed: readonly word[], asked: word | undefined, all: number): boolean {
  return asked === undefined ? allowed.length === all : allowed.includes(asked)
}

function symbolsOf(permissions: readonly VenuePermission[]): readonly string[] {
  return once(
    permissions.flatMap(({ markets }) => (markets === ANY_MARKET ? [] : markets.map(({ symbol }) => symbol))),
  )
}

function once<item>(items: readonly item[]): readonly item[] {
  return [...new Set(items)]
}

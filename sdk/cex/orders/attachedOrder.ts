import { oppositeSide } from './oppositeSide.ts'
import type { PlacedOrder } from './venueOrder.ts'

/**
 * The order that a stop loss or take profit attached to another one becomes: the other side, once a price is reached, at most as
 * much. It counts as an order of its own, and not as one that only makes a position smaller: not every venue enforces that.
 */
export function attachedOrder(
  parent: PlacedOrder,
  own: { quantity?: string | undefined; price: string | undefined },
): PlacedOrder {
  return {
    ...parent,
    action: 'place',
    side: parent.side === undefined ? undefined : oppositeSide(parent.side),
    type: own.price === undefined ? 'triggerMarket' : 'triggerLimit',
    quantity: own.quantity ?? parent.quantity,
    price: own.price,
    reduceOnly: false,
  }
}

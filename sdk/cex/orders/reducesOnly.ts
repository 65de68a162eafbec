import type { Side } from './venueOrder.ts'

/** Which position an order is for: the long or the short one where both may be open, or the only one. */
export type PositionSide = 'long' | 'short' | 'only'

/**
 * Whether an order can only make a position smaller. Where long and short positions are kept apart, the side says so: selling of the
 * long, buying of the short; venues ignore or refuse the flag there. Otherwise the flag does.
 */
export function reducesOnly(order: {
  side: Side
  position: PositionSide | undefined
  flag: boolean
  /**
   * Whether the venue is known to refuse such a side in an account that keeps no positions apart. Where it may ignore it, an order that
   * says to close could open: it counts as if it did.
   */
  refusesOtherMode: boolean
}): boolean {
  if (order.position === 'long') return order.refusesOtherMode && order.side === 'sell'
  if (order.position === 'short') return order.refusesOtherMode && order.side === 'buy'
  return order.flag
}

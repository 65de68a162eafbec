import type { Side } from './venueOrder.ts'

/** The side of an order that undoes one of this side. */
export function oppositeSide(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy'
}

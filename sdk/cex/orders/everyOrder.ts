import type { VenueOrder } from './venueOrder.ts'

/** All of the orders of a request; undefined when one of them could not be read. */
export function everyOrder(
  orders: readonly (readonly VenueOrder[] | undefined)[],
): readonly VenueOrder[] | undefined {
  const read: VenueOrder[] = []
  for (const some of orders) {
    if (some === undefined) return undefined
    read.push(...some)
  }
  return read
}

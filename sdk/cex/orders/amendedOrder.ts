import type { PlacedOrder } from './venueOrder.ts'

/** An amendment, of what the request says about it; the rest stays as the order has it. */
export function amendedOrder(
  changes: Pick<PlacedOrder, 'unit'> & Partial<Omit<PlacedOrder, 'action'>>,
): PlacedOrder {
  return {
    action: 'amend',
    market: undefined,
    side: undefined,
    type: undefined,
    quantity: undefined,
    price: undefined,
    reduceOnly: false,
    ...changes,
  }
}

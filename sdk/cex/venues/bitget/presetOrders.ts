import { oppositeSide } from '../../orders/oppositeSide.ts'
import type { OrderMembers } from '../../orders/orderMembers.ts'
import type { PlacedOrder } from '../../orders/venueOrder.ts'

/** What a take profit or stop loss of an order is called: its trigger, and the price it then has if it is a limit order. */
export type PresetNames = readonly (readonly [trigger: string, price: string])[]

/** Take profit and stop loss that the venue places when the order fills: they undo it. */
export function presetOrders(members: OrderMembers, parent: PlacedOrder, names: PresetNames): PlacedOrder[] {
  const side = parent.side === undefined ? undefined : oppositeSide(parent.side)
  return names.flatMap(([trigger, priceName]) => {
    const price = members.optionalPositive(priceName)
    if (!members.has(trigger)) {
      if (price !== undefined) throw members.unreadable(`${trigger} is missing`)
      return []
    }
    const triggerPrice = members.positive(trigger)
    const type = price === undefined ? 'triggerMarket' : 'triggerLimit'
    return [{ ...parent, side, type, price, triggerPrice, reduceOnly: false } as const]
  })
}

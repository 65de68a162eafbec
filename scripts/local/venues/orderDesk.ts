import type { Answer, Call, LocalOrder } from './localVenue.ts'
import { type AskedOrder, cancelOrder, findOrder, param, placeOrder } from './venueState.ts'

/** How a venue takes orders: what it calls their parts, and how it shows them. */
export type OrderDesk = {
  /** Its names of what an order is made of. A part without a name is empty, or in `fixed`. */
  readonly names: { readonly [part in keyof AskedOrder]?: string }
  /** What it does not read under a name. */
  readonly fixed?: (call: Call) => Partial<AskedOrder>
  /** Its names of the order's id and, if that may be used instead, of the client's; a segment `:name` of the path, or a parameter. */
  readonly ids: readonly [id: string, clientId?: string]
  /** An order that was asked for. */
  readonly shown: (order: LocalOrder, call: Call) => Answer
  /** An order that was just placed. Default: as {@link OrderDesk.shown}. */
  readonly placed?: (order: LocalOrder, call: Call) => Answer
  /** An order that was just cancelled. Default: as {@link OrderDesk.shown}. */
  readonly cancelled?: (order: LocalOrder, call: Call) => Answer
  /** That there is no such order, or none that is open and can be cancelled. */
  readonly none: (call: Call, asked: 'query' | 'cancel') => Answer
}

/** Reads an order out of a call's parameters and puts it into the book. */
export function placeNamed(call: Call, { names, fixed }: Pick<OrderDesk, 'names' | 'fixed'>): LocalOrder {
  const part = (name: keyof AskedOrder): string => {
    const given = names[name]
    return given === undefined ? '' : param(call, given)
  }
  return placeOrder(call, {
    symbol: part('symbol'),
    side: part('side'),
    type: part('type'),
    price: part('price'),
    quantity: part('quantity'),
    clientId: part('clientId'),
    ...fixed?.(call),
  })
}

/** The answers of the three routes that make an order's life. */
export function orderDesk(
  desk: OrderDesk,
): Readonly<Record<'place' | 'query' | 'cancel', (call: Call) => Answer>> {
  const { shown, none, placed = shown, cancelled = shown } = desk
  const idsOf = (call: Call) => desk.ids.map((name) => call.path[name ?? ''] ?? param(call, name ?? ''))
  return {
    place: (call) => placed(placeNamed(call, desk), call),
    query: (call) => {
      const [id, clientId] = idsOf(call)
      const order = findOrder(call, id, clientId)
      return order ? shown(order, call) : none(call, 'query')
    },
    cancel: (call) => {
      const [id, clientId] = idsOf(call)
      const order = cancelOrder(call, id, clientId)
      return order ? cancelled(order, call) : none(call, 'cancel')
    },
  }
}

/** What kind of price an order asks for. `trigger…` rest until a price is reached; `other` is what none of these words fits. */
export const ORDER_TYPES = ['limit', 'market', 'triggerLimit', 'triggerMarket', 'other'] as const

export type OrderType = (typeof ORDER_TYPES)[number]

/** Sides of an order. */
export const SIDES = ['buy', 'sell'] as const

export type Side = (typeof SIDES)[number]

/** An order as a request places it, or changes it. Decimals are text, as they were sent. */
export type PlacedOrder = {
  readonly action: 'place' | 'amend'
  /** The market as the venue spells it. Undefined when an amendment names the order only. */
  readonly market: string | undefined
  readonly side: Side | undefined
  readonly type: OrderType | undefined
  /** How much, in `unit`; undefined when an amendment leaves it. */
  readonly quantity: string | undefined
  /** What the quantity counts: the base asset, the quote asset, or contracts. */
  readonly unit: 'base' | 'quote' | 'contracts'
  /** The worst price that it can trade at, quote for one base; undefined when none is given. */
  readonly price: string | undefined
  /** Whether it can only make a position smaller. */
  readonly reduceOnly: boolean
}

/** A cancellation. */
export type CancelledOrder = {
  readonly action: 'cancel'
  /** Undefined when the order's id alone, or all orders, are named. */
  readonly market: string | undefined
}

/** What a request does to orders. */
export type VenueOrder = PlacedOrder | CancelledOrder

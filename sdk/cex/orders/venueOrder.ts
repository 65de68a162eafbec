import type { OrderType } from '../../core/orderType.ts'
import type { Side } from '../../core/side.ts'

export type { OrderType } from '../../core/orderType.ts'
export type { Side } from '../../core/side.ts'

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
  /** The price that sets off a trigger order, where it is read; limits on notional refuse a `triggerMarket` order without it. */
  readonly triggerPrice?: string | undefined
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

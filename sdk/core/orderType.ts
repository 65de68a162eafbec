/** What kind of price an order asks for. `trigger…` rest until a price is reached; `other` is what none of these words fits. */
export const ORDER_TYPES = ['limit', 'market', 'triggerLimit', 'triggerMarket', 'other'] as const

/** One of `ORDER_TYPES`. */
export type OrderType = (typeof ORDER_TYPES)[number]

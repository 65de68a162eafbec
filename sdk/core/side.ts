/** Sides of an order. */
export const SIDES = ['buy', 'sell'] as const

/** One of `SIDES`. */
export type Side = (typeof SIDES)[number]

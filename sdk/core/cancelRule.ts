/**
 * Which orders a permission lets a key cancel: `none`; those whose market the request names and the permission lists (`markets`); or
 * whatever the request means, also by an order's id alone or all orders at once (`any`).
 */
export const CANCEL_RULES = ['none', 'markets', 'any'] as const

/** One of `CANCEL_RULES`. */
export type CancelRule = (typeof CANCEL_RULES)[number]

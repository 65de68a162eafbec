import type { ANY_MARKET } from './venueConstants.ts'

/** What a limit at a venue counts. */
export const VENUE_LIMIT_KINDS = [
  'notionalPerOrder',
  'notionalPerPeriod',
  'notionalTotal',
  'openOrders',
  'position',
  'requestRate',
] as const

/** One of `VENUE_LIMIT_KINDS`. */
export type VenueLimitKind = (typeof VENUE_LIMIT_KINDS)[number]

/** Members of the limits on what orders are worth. */
type Notional = {
  /** The quote asset that is counted: orders on markets with another are not. `ANY_ASSET` only where the amount is unlimited. */
  readonly asset: string
  /** One market, or all of the grant's that have that quote asset. */
  readonly market: string | typeof ANY_MARKET
  /** The most, inclusive, in whole units of the asset: a decimal as text, or `UNLIMITED_AMOUNT`. */
  readonly amount: string
}

/** On the worth of one order. */
export type NotionalPerOrderLimit = Notional & { readonly kind: 'notionalPerOrder' }

/** On the worth of all orders of a period together, whatever became of them. */
export type NotionalPerPeriodLimit = Notional & {
  readonly kind: 'notionalPerPeriod'
  /** Seconds after which the count starts again, at least 1. */
  readonly period: number
  /** When the first period starts, unix seconds. */
  readonly periodStart: number
}

/** On the worth of all orders in the life of the grant, whatever became of them. */
export type NotionalTotalLimit = Notional & { readonly kind: 'notionalTotal' }

/** On how many orders rest at a time. */
export type OpenOrdersLimit = {
  readonly kind: 'openOrders'
  /** One market, or the whole account. */
  readonly market: string | typeof ANY_MARKET
  /** The most, inclusive: a whole number as text. */
  readonly amount: string
}

/** On the size of the position in a market, on either side, with everything that rests there filled. */
export type PositionLimit = {
  readonly kind: 'position'
  readonly market: string
  /** What the amount counts. Inverse markets count contracts. */
  readonly unit: 'base' | 'contracts'
  /** The most, inclusive: a decimal as text. */
  readonly amount: string
}

/** On requests in any stretch of `period` seconds. Requests that only cancel are free. */
export type RequestRateLimit = {
  readonly kind: 'requestRate'
  /** The most, inclusive: a whole number as text, at most `MAX_REQUEST_RATE`. */
  readonly amount: string
  /** Seconds, at least 1. */
  readonly period: number
}

/** How much a grant at a venue allows, across all of its keys. Zero means none. */
export type VenueLimit =
  | NotionalPerOrderLimit
  | NotionalPerPeriodLimit
  | NotionalTotalLimit
  | OpenOrdersLimit
  | PositionLimit
  | RequestRateLimit

import { BaseError } from './base.ts'

/** One order is worth more than the grant allows for one. */
export class NotionalExceededError extends BaseError {
  override readonly name = 'NotionalExceededError'
  readonly asset: string
  /** Decimals as text, in whole units of the asset. */
  readonly notional: string
  readonly allowed: string

  constructor(parameters: { asset: string; notional: string; allowed: string }) {
    const { asset, notional, allowed } = parameters
    super(`The order is worth ${notional} ${asset}; the grant allows ${allowed} ${asset} for one order.`, {
      docsPath: '/docs/errors.md#notional-exceeded',
      metaMessages: [
        'Order less at a time. A sale counts at the reference price where that is above its own.',
      ],
    })
    this.asset = asset
    this.notional = notional
    this.allowed = allowed
  }
}

/** The orders are worth more than what remains, of a period or of the life of the grant. */
export class BudgetExceededError extends BaseError {
  override readonly name = 'BudgetExceededError'
  readonly asset: string
  /** Decimals as text, in whole units of the asset. */
  readonly requested: string
  readonly remaining: string
  readonly allowed: string

  constructor(parameters: {
    asset: string
    requested: string
    remaining: string
    allowed: string
    per: string
  }) {
    const { asset, requested, remaining, allowed, per } = parameters
    super(`The orders are worth ${requested} ${asset}; of ${allowed} ${asset} ${per}, ${remaining} remain.`, {
      docsPath: '/docs/errors.md#budget-exceeded',
      metaMessages: [
        'Whatever became of earlier orders, they count. Wait for the next period, or have another grant made.',
      ],
    })
    this.asset = asset
    this.requested = requested
    this.remaining = remaining
    this.allowed = allowed
  }
}

/** More orders would rest than the grant allows. */
export class OpenOrdersExceededError extends BaseError {
  override readonly name = 'OpenOrdersExceededError'
  /** Orders that the request adds. */
  readonly requested: string
  readonly remaining: string
  readonly allowed: string

  constructor(parameters: { requested: string; remaining: string; allowed: string }) {
    const { requested, remaining, allowed } = parameters
    super(`The request adds ${requested} open orders; of ${allowed}, ${remaining} remain.`, {
      docsPath: '/docs/errors.md#open-orders-exceeded',
      metaMessages: ['Cancel some first. Orders that were signed and not heard of count for 90 seconds.'],
    })
    this.requested = requested
    this.remaining = remaining
    this.allowed = allowed
  }
}

/** The position would become larger than the grant allows, with everything that rests filled. */
export class PositionExceededError extends BaseError {
  override readonly name = 'PositionExceededError'
  readonly market: string
  /** Decimals as text, in the limit's unit. */
  readonly requested: string
  readonly remaining: string
  readonly allowed: string

  constructor(parameters: { market: string; requested: string; remaining: string; allowed: string }) {
    const { market, requested, remaining, allowed } = parameters
    super(`The orders add ${requested} to the position in ${market}; of ${allowed}, ${remaining} remain.`, {
      docsPath: '/docs/errors.md#position-exceeded',
      metaMessages: [
        'Order less, cancel what rests on that side, or make the position smaller with reduce-only orders.',
      ],
    })
    this.market = market
    this.requested = requested
    this.remaining = remaining
    this.allowed = allowed
  }
}

/** The grant allows no further request for now. */
export class RequestRateExceededError extends BaseError {
  override readonly name = 'RequestRateExceededError'
  readonly allowed: string
  /** Seconds. */
  readonly period: number

  constructor(parameters: { allowed: string; period: number }) {
    const { allowed, period } = parameters
    super(`The grant allows ${allowed} requests in any ${period} seconds, and they were made.`, {
      docsPath: '/docs/errors.md#request-rate-exceeded',
      metaMessages: ['Wait. Requests that only cancel are free.'],
    })
    this.allowed = allowed
    this.period = period
  }
}

/** What an order is worth cannot be told: there is no price to go by, or only an old one. */
export class PriceMissingError extends BaseError {
  override readonly name = 'PriceMissingError'
  readonly market: string
  readonly reason: string

  constructor(parameters: { market: string; reason: string }, options: { cause?: unknown } = {}) {
    const { market, reason } = parameters
    super(`There is no reference price of ${market}: ${reason}.`, {
      ...options,
      docsPath: '/docs/errors.md#price-missing',
      metaMessages: ['Give the client prices that are asked for as they are needed. Nothing was signed.'],
    })
    this.market = market
    this.reason = reason
  }
}

/** How many orders are open, or how large a position is, could not be asked. */
export class StateMissingError extends BaseError {
  override readonly name = 'StateMissingError'
  readonly what: string

  constructor(parameters: { what: string; reason: string }, options: { cause?: unknown } = {}) {
    const { what, reason } = parameters
    super(`A limit needs ${what}: ${reason}.`, {
      ...options,
      docsPath: '/docs/errors.md#state-missing',
      metaMessages: ['Give the client a state that asks the venue. Nothing was signed.'],
    })
    this.what = what
  }
}

/** An order does not say what it takes to count it. */
export class OrderUncountableError extends BaseError {
  override readonly name = 'OrderUncountableError'
  readonly reason: string

  constructor(parameters: { reason: string }) {
    super(`The order cannot be counted against the grant's limits: ${parameters.reason}.`, {
      docsPath: '/docs/errors.md#order-uncountable',
      metaMessages: ['Say it in the request, or in the markets of the grant. Nothing was signed.'],
    })
    this.reason = parameters.reason
  }
}

/** What keeps the budgets cannot be used. */
export class BudgetLedgerInvalidError extends BaseError {
  override readonly name = 'BudgetLedgerInvalidError'

  constructor(parameters: { reason: string }, options: { cause?: unknown } = {}) {
    super(`The budget ledger cannot be used: ${parameters.reason}`, {
      ...options,
      docsPath: '/docs/errors.md#budget-ledger-invalid',
      metaMessages: [
        'Nothing was reserved and nothing signed. Without the ledger, nobody knows what was spent.',
      ],
    })
  }
}

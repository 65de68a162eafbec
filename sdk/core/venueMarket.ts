/** What an order on a market trades: the asset itself, or a contract settled in the quote asset or in the base asset. */
export const MARKET_KINDS = ['spot', 'linear', 'inverse'] as const

/** One of `MARKET_KINDS`. */
export type MarketKind = (typeof MARKET_KINDS)[number]

/** A market, with what it takes to say what an order is worth. Given by the owner: none of it is guessed. */
export type VenueMarket = {
  /**
   * As the venue spells it, letter by letter: `BTCUSDT`, `BTC-USDT`. With the product in front where a name stands for markets of several:
   * `spot:BTCUSDT`; docs/venues.md says where.
   */
  readonly symbol: string
  readonly base: string
  /** The asset that notional counts. */
  readonly quote: string
  readonly kind: MarketKind
  /**
   * What one contract is worth, a decimal above zero: of the base asset where `kind` is `linear`, of the quote asset where it is
   * `inverse`. Without it an order in contracts is refused.
   */
  readonly contractSize?: string
}

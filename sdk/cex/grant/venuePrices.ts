import type { VenueMarket } from '../../core/venueMarket.ts'

/** What a market trades at. */
export type ReferencePrice = {
  /** Quote for one base: a plain decimal above zero, as text. */
  readonly price: string
  /** When it was so, unix milliseconds of the venue. */
  readonly atMs: number
}

/** Where reference prices come from: the venue's public data, or somebody whom the owner trusts more. Never the holder's strategy. */
export type VenuePrices = {
  /** What a market trades at; undefined when it is not known. An answer that takes more than ten seconds is none. */
  reference(market: VenueMarket): Promise<ReferencePrice | undefined>
}

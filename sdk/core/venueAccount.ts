/** An account at a venue. */
export type VenueAccount = {
  /** The venue's id: `okx-v5`. */
  readonly venue: string
  /** The sub-account as the venue names it; missing for the main account. */
  readonly account?: string
}

/** What is known of a permission. Where a venue does not say, it is `unknown`, which is never taken for `no`. */
export type Knowledge = 'yes' | 'no' | 'unknown'

/** What a venue says of a key. */
export type KeyFacts = {
  /** What the key may do, by access level. `full`: withdrawals, transfers, loans, keys. */
  readonly permissions: { readonly read: Knowledge; readonly trade: Knowledge; readonly full: Knowledge }
  /** The permissions that it has, in the venue's own words, as the venue spells them. */
  readonly words: readonly string[]
  /** Words and members of the answer that this version does not know. Any of them makes `full` unknown at best. */
  readonly unrecognized: readonly string[]
  /** Addresses and networks that it may be used from; `none` when any will do; `restricted` when it is bound and the venue does not say to what. */
  readonly ips: readonly string[] | 'none' | 'restricted' | 'unknown'
  /** Unix seconds after which the venue refuses it. */
  readonly expiresAt: number | 'never' | 'unknown'
  /** Unix seconds. */
  readonly createdAt: number | 'unknown'
  /** What its owner calls it at the venue. */
  readonly label: string | undefined
}

/** A key as it was found at one moment. Holds no secret. */
export type KeyReport = KeyFacts & {
  readonly venue: string
  /** The key's public name. */
  readonly apiKey: string
  /** Whether the venue was asked, and whether the members that were read are those of its documents. */
  readonly source: 'venue' | 'venueUnverified' | 'nobody'
  /** Unix seconds. */
  readonly inspectedAt: number
}

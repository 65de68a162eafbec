/** What an endpoint lets a key do. `refused` is known, and not to be used through this venue. */
export type EndpointClass = 'read' | 'trade' | 'full' | 'refused'

/** What of the venue's documents a table follows. */
export type EndpointDocuments = {
  /** Where the venue documents its endpoints. */
  readonly url: string
  /** The version of the interface, as the venue names it. */
  readonly version: string
  /** The day the list stands for, `YYYY-MM-DD`. */
  readonly date: string
}

/**
 * Every private endpoint of a venue by what it lets a key do, each as `METHOD /path` with the whole path; `{name}` stands for one
 * segment. Transfers, withdrawals, loans, and the management of keys, tokens and sub-accounts are `full`. What is in no list is
 * refused.
 */
export type EndpointTable = {
  readonly documents: EndpointDocuments
  readonly read: readonly string[]
  readonly trade: readonly string[]
  readonly full: readonly string[]
  readonly refused: readonly string[]
}

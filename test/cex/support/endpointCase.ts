import type { EndpointTable } from '../../../sdk/cex/endpoints/endpointTable.ts'

/** A venue, the class of ccxt that reaches it, and which of its sections are this venue's. */
export type EndpointCase = {
  id: string
  table: EndpointTable
  ccxt: string
  /** Sections of private endpoints that are this venue's. */
  own: RegExp
  /** Sections that need no signature. */
  open: RegExp
  /** Further sections of the same class, and why they are not this venue's. */
  others?: { [section: string]: string }
  /** Private paths of own sections that cannot be asked of ccxt: where they are. */
  pathOf?: (section: string, path: string) => string
  /** Paths of own sections that are public after all. */
  unsigned?: readonly string[]
  /** Paths of other sections that stand at another host, and look like one of this venue's. */
  alike?: readonly string[]
  /** Withdrawals, transfers, keys and sub-accounts, written down by hand. */
  full: readonly string[]
}

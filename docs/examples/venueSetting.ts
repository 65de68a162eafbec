import type { Credentials } from 'latchkey/cex/holder'

/** What the example of a venue takes as given. `npm run example` and the tests make it with a local double of OKX. */
export type VenueSetting = {
  /** Where the venue answers. */
  readonly baseUrl: string
  /** The sub-account that the key is of. */
  readonly account: string
  /** A key that may read and trade, and works from this machine only. */
  readonly credentials: Credentials
  /** Deletes the key at the venue, as the owner does on its site. */
  endKey(): Promise<void>
  /** The time in unix seconds. */
  now(): number
  /** Shows a line. */
  say(line: string): void
}

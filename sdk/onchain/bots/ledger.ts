import type { Intent } from './intent.ts'

/** The next nonce of a channel, and those below it that were given back. */
export type Sequence = {
  /** Undefined when only the chain knows. */
  readonly next: bigint | undefined
  readonly free: readonly bigint[]
}

/** What is seen and changed in one transaction of a ledger. */
export type LedgerPage = {
  intent(scope: string, id: string): Intent | undefined
  /** Those that are `claimed` or `open`, oldest change first. */
  intentsInFlight(scope: string): readonly Intent[]
  /** All, oldest change first; with `since` those that changed after that revision. */
  intents(scope: string, since?: number): readonly Intent[]
  /** Keeps an intent under a new revision, in place of what it kept under the same scope and id. */
  putIntent(intent: Omit<Intent, 'revision'>): void
  /** Forgets one: its id may then be used again for something else. */
  removeIntent(scope: string, id: string): void
  /** `{ next: undefined, free: [] }` for a channel that it does not know. */
  sequence(channel: string): Sequence
  putSequence(channel: string, sequence: Sequence): void
  /** The revision of the latest change. */
  revision(): number
}

/**
 * Keeps the intents of bots, what they reserve, and their nonces. Bots that share limits, an account or a key on one machine share
 * one ledger. Every implementation runs test/conformance/ledger.suite.ts.
 */
export type Ledger = {
  /**
   * Runs `work` alone, among all that share the ledger. All of its changes are kept, or none when it throws. When the promise
   * resolves they are visible to everybody and outlive this process; with `durable`, the default, a power cut too.
   * @param work Must not wait for anything, and not use the page afterwards.
   * @throws LedgerInvalidError, and what `work` throws.
   */
  transact<result>(work: (page: LedgerPage) => result, options?: { durable?: boolean }): Promise<result>
  /** Lets go of files. The ledger is not usable afterwards. */
  close(): Promise<void>
}

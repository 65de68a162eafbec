import type { ModuleClientConfig, OwnerAccountPort } from 'latchkey/onchain/owner'
import type { Address } from 'viem'

/** What the examples take as given. `npm run example` and the tests make it on a local chain. */
export type Setting = {
  /** The chain, a node, a bundler, and where the session module is. */
  readonly connection: ModuleClientConfig
  /** A smart account of the owner's with some ether and at least 1,000 units of the token. It has no module yet. */
  readonly account: OwnerAccountPort
  /** A token with six decimals. */
  readonly token: Address
  /** Who is to be paid. */
  readonly payee: Address
  /** Gives an address ether for its own transactions. */
  fund(address: Address): Promise<unknown>
  /** The chain's time in unix seconds. */
  now(): Promise<number>
  /** Shows a line. */
  say(line: string): void
}

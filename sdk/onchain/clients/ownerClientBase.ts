import type { OwnerAccountPort } from '../accounts/accountPort.ts'
import type { Grantor } from './grantor.ts'
import type { ModuleClient } from './moduleClient.ts'

/** How the owner's calls reach the account: through a bundler, or by a transaction of the account itself (EIP-7702). */
export type OwnerPath = 'bundler' | 'direct'

/** What the owner's actions need of a client. */
export type OwnerClientBase = ModuleClient & {
  readonly accountPort: OwnerAccountPort
  readonly path: OwnerPath
  /** Signs off line; undefined for a client that only sends. */
  readonly grantor: Grantor | undefined
}

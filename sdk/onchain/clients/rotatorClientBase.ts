import type { KeyClientBase } from './keyClientBase.ts'

/** What the rotator's actions need of a client: its signer is the grant's rotator. */
export type RotatorClientBase = KeyClientBase

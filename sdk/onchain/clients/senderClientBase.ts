import type { LocalAccount } from 'viem'
import type { ModuleClient } from './moduleClient.ts'

/** A client that sends transactions of its own: a relayer's, a rotator's, a holder's. */
export type SenderClientBase = ModuleClient & { readonly sender: LocalAccount }

import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import type { Ledger } from '../ledger.ts'
import type { Cached } from './cached.ts'
import type { Carrier } from './carrier.ts'
import type { Situation } from './situation.ts'

/** What a bot's actions need. */
export type BotClientBase = {
  readonly holder: HolderClientBase
  readonly ledger: Ledger
  /** Of its intents in the ledger: chain and account. */
  readonly scope: string
  readonly carrier: Carrier
  readonly situation: Cached<Situation>
  /** Milliseconds between questions for a receipt. */
  readonly pollingInterval: number
  /** Milliseconds for which others leave alone what is being prepared here. */
  readonly claimTime: number
  /** The calls of intents that were sent here, with their ABIs, by id: for telling errors. */
  readonly callsById: Map<string, readonly ResolvedCall[]>
}

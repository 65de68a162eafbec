import type { Hex } from 'viem'
import type { ErrorContext } from '../../errors/errorContext.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import type { Attempt, Intent, IntentPath, Landing } from '../intent.ts'

/** What a carrier needs to sign an attempt. */
export type AttemptRequest = {
  readonly intent: Pick<Intent, 'lane' | 'nonce' | 'permissionIndexes'>
  readonly calls: readonly ResolvedCall[]
  /** The encoded use without signature. */
  readonly use: Hex
  /** An attempt of the same nonce that is to be replaced: both fees go up by the bump at least. */
  readonly replaces: Attempt | undefined
  readonly context: ErrorContext
}

/** What a node or a bundler answered to an attempt that it did not take. */
export type Refusal = {
  /** `nonce`: the nonce is used, or not the next one. `refused`: it said no. `unanswered`: it may have it. */
  readonly kind: 'nonce' | 'refused' | 'unanswered'
  /** As a typed error. */
  readonly error: Error
}

/** How the intents of a bot get on chain: the differences between the two paths, and nothing else. */
export type Carrier = {
  readonly path: IntentPath
  /** Lanes that it may use, the preferred one first. Their nonces do not wait for one another. */
  readonly lanes: readonly number[]
  /** Intents that may be in flight in one lane. */
  readonly depth: number
  /** Intents that may be in flight in all lanes together. */
  readonly maxInFlight: number
  /** Where nonces of a lane follow one another. */
  channel(lane: number): string
  /** The next nonce of a lane as the chain, or what waits before it, has it. */
  nextNonce(lane: number): Promise<bigint>
  /** Whether the chain has used an intent's nonce. */
  isNonceUsed(intent: Intent): Promise<boolean>
  /** Signs an attempt. Sends nothing. */
  prepare(request: AttemptRequest): Promise<Attempt>
  /** Signs something empty in an intent's place. @throws CancelUnsupportedError. */
  prepareCancel(request: Pick<AttemptRequest, 'intent' | 'replaces' | 'context'>): Promise<Attempt>
  /** Sends an attempt; the same one any number of times. Undefined when it was taken or is known already. */
  send(attempt: Attempt, context: ErrorContext): Promise<Refusal | undefined>
  /** The attempt that is on chain, if any. `thorough` asks the chain's log where quicker sources may not know. */
  find(intent: Intent, context: ErrorContext, thorough: boolean): Promise<Landing | undefined>
  /** Forgets fees and the gas of such calls: they were not enough. */
  forget(): void
}

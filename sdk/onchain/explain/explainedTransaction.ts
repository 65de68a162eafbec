import type { Address, Hash } from 'viem'
import type { ExplainedCall } from './explainCall.ts'
import type { ExplainedFailure } from './explainedFailure.ts'
import type { ExplainedUse } from './explainUse.ts'
import type { OperationOutcome } from './operationOutcomes.ts'
import type { TransactionKind } from './transactionParts.ts'

/** What a transaction did, or why it failed. */
export type ExplainedTransaction = {
  readonly kind: TransactionKind
  readonly hash: Hash
  /** `pending` while it is in no block. */
  readonly status: 'pending' | 'reverted' | 'success'
  readonly blockNumber: bigint | undefined
  readonly from: Address
  readonly to: Address | null
  readonly operations: readonly OperationOutcome[]
  /** Uses of grants by the other paths. */
  readonly uses: readonly ExplainedUse[]
  /** What is called, but by operations. */
  readonly calls: readonly ExplainedCall[]
  /** Events of the module and of ERC-20 tokens, in words. */
  readonly events: readonly string[]
  /** What the transaction itself cost its sender, in wei. */
  readonly fee: bigint | undefined
  /** Why the transaction failed as a whole. */
  readonly failure: ExplainedFailure | undefined
  readonly words: readonly string[]
}

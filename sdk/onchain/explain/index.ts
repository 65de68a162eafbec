// What things do and why they failed, and what is no longer as it was. Apart, so that only who asks loads it.

export {
  type CheckDriftErrorType,
  type CheckDriftParameters,
  type CheckDriftReturnType,
  checkDrift,
} from '../actions/checkDrift.ts'
export type { DriftPath } from '../drift/accountDrift.ts'
export type { DriftCode, DriftFinding, DriftSeverity } from '../drift/driftFinding.ts'
export { type ExplainedArgument, type ExplainedCall, explainCall } from './explainCall.ts'
export type { ExplainedFailure } from './explainedFailure.ts'
export {
  type ApprovalVerdict,
  type ExplainedGrant,
  type ExplainGrantErrorType,
  type ExplainGrantParameters,
  explainGrant,
} from './explainGrant.ts'
export {
  type ExplainedOperation,
  type ExplainOperationErrorType,
  type ExplainOperationParameters,
  explainOperation,
} from './explainOperation.ts'
export type { ExplainOptions } from './explainOptions.ts'
export type { ExplainedTransaction } from './explainedTransaction.ts'
export {
  type ExplainTransactionErrorType,
  type ExplainTransactionParameters,
  explainTransaction,
} from './explainTransaction.ts'
export { type ExplainedDraw, type ExplainedUse, explainUse, type UseToExplain } from './explainUse.ts'
export type { OperationOutcome } from './operationOutcomes.ts'
export { type ReadExecution, readExecution } from './readExecution.ts'
export { type ReadOperation, readOperation } from './readOperation.ts'
export type { TransactionKind } from './transactionParts.ts'

import { type Address, type Hash, type Hex, isAddressEqual, type Log, parseEventLogs } from 'viem'
import { OperationGasInsufficientError } from '../../errors/operation.ts'
import { ENTRY_POINT_CODES } from '../errors/entryPointCodes.ts'
import { failedCall, findCall, type TracedCall } from './callTrace.ts'
import { entryPointEventsAbi } from './eventWords.ts'
import { type ExplainedFailure, failureOf } from './explainedFailure.ts'
import type { ExplainedOperation } from './explainOperation.ts'
import type { ExplainOptions } from './explainOptions.ts'

/** An operation of a bundle, and what became of it. */
export type OperationOutcome = {
  readonly operation: ExplainedOperation
  /** Undefined when the bundle reverted as a whole. */
  readonly userOpHash: Hash | undefined
  /** Undefined when the bundle reverted as a whole. */
  readonly success: boolean | undefined
  /** What was charged, in wei. */
  readonly cost: bigint | undefined
  /** Who was charged; the account without a paymaster. */
  readonly paidBy: Address | undefined
  readonly failure: ExplainedFailure | undefined
}

/** What became of the operations of a bundle that is on chain, by the EntryPoint's events. */
export function operationOutcomes(
  operations: readonly ExplainedOperation[],
  parameters: {
    logs: readonly Log[]
    trace: TracedCall | undefined
    options: ExplainOptions
    module: Address
  },
): readonly OperationOutcome[] {
  const { logs, trace, options, module } = parameters
  const events = parseEventLogs({ abi: entryPointEventsAbi, logs: [...logs] })
  return operations.map((operation) => {
    const { sender, nonce } = operation.operation
    const own = events.filter(({ args }) => {
      return isAddressEqual(args.sender, sender) && 'nonce' in args && args.nonce === nonce
    })
    const end = own.find((event) => event.eventName === 'UserOperationEvent')
    if (end?.eventName !== 'UserOperationEvent') return unsettled(operation)
    const { userOpHash, success, actualGasCost, paymaster } = end.args
    const paidBy = BigInt(paymaster) === 0n ? sender : paymaster
    const settled = { operation, userOpHash, success, cost: actualGasCost, paidBy }
    if (success) return { ...settled, failure: undefined }
    if (own.some(({ eventName }) => eventName === 'UserOperationPrefundTooLow')) {
      return { ...settled, failure: { error: prefundTooLow(), where: undefined, source: 'events' } }
    }
    const failed = trace && executionFailure(trace, operation)
    const context = operation.use?.context ?? { account: sender, module }
    const data = reasonOf(own) ?? failed?.output
    const failure = failureOf(data, { source: 'events', context, counted: true, failed, options })
    return { ...settled, failure }
  })
}

/** An operation that nothing became of. */
export function unsettled(operation: ExplainedOperation): OperationOutcome {
  const none = { userOpHash: undefined, success: undefined, cost: undefined, paidBy: undefined }
  return { ...none, operation, failure: undefined }
}

type Own = { readonly eventName: string; readonly args: object }

function reasonOf(events: readonly Own[]): Hex | undefined {
  const found = events.find(({ args }) => 'revertReason' in args)?.args as { revertReason: Hex } | undefined
  return found?.revertReason
}

/** The call that failed first in the execution of an operation. */
function executionFailure(
  trace: TracedCall,
  { operation: { sender, callData } }: ExplainedOperation,
): TracedCall | undefined {
  const execution = findCall(trace, ({ to, input, error }) => {
    return error !== undefined && to !== undefined && isAddressEqual(to, sender) && input === callData
  })
  return execution && failedCall(execution)
}

function prefundTooLow(): OperationGasInsufficientError {
  const { meaning = '', advice = '' } = ENTRY_POINT_CODES['AA51'] ?? {}
  return new OperationGasInsufficientError({
    code: 'AA51',
    reason: 'it cost more than was taken in advance.',
    meaning,
    advice,
  })
}

import { type Hex, isAddressEqual } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { CallRevertedError } from '../../errors/client.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import type { TracedCall } from './callTrace.ts'
import { explainCall } from './explainCall.ts'
import type { ExplainOptions } from './explainOptions.ts'

/** Why something failed, and how that is known. */
export type ExplainedFailure = {
  readonly error: BaseError
  /** The call that failed first, in words; only a trace tells. */
  readonly where: string | undefined
  /** `replay` made the transaction again on the state before its block, without the others of that block. */
  readonly source: 'events' | 'replay' | 'trace'
}

/** The typed error of what something reverted with. Counted are the calls of an operation that is on chain. */
export function failureOf(
  data: Hex | undefined,
  parameters: {
    source: ExplainedFailure['source']
    context: ErrorContext
    counted: boolean
    /** The call that failed first. */
    failed: TracedCall | undefined
    options: ExplainOptions
  },
): ExplainedFailure {
  const { source, context, counted, failed, options } = parameters
  return { error: errorOf(data, context, counted, failed), where: whereOf(failed, context, options), source }
}

function whereOf(
  failed: TracedCall | undefined,
  { module }: ErrorContext,
  options: ExplainOptions,
): string | undefined {
  if (!failed?.to) return undefined
  const { text, functionName } = explainCall({ to: failed.to, data: failed.input }, { ...options, module })
  // What the module is asked with is the use, which is told already.
  const own = module !== undefined && functionName !== undefined && isAddressEqual(failed.to, module)
  return own ? `in ${functionName} of the session module` : text
}

function errorOf(
  data: Hex | undefined,
  context: ErrorContext,
  counted: boolean,
  failed: TracedCall | undefined,
): BaseError {
  if (data === undefined || data === '0x') {
    const outOfGas = /out ?of ?gas/i.test(failed?.error ?? '')
    const reason = outOfGas ? 'it ran out of gas' : undefined
    return new CallRevertedError({ reason, counted })
  }
  const error = toLatchkeyError({ message: 'execution reverted', data }, context)
  if (!(error instanceof CallRevertedError) || !counted) return error
  const { reason, errorName } = error
  return new CallRevertedError({ reason, errorName, counted })
}

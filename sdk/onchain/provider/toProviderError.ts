import type { BaseError } from '../../errors/base.ts'
import { PROVIDER_CODE, type ProviderCode, ProviderRpcError } from '../../errors/provider.ts'
import { redact } from '../errors/redact.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

/** Errors of the SDK that are no refusal by the grant. All others are: 4100. */
const CODES: Readonly<Record<string, ProviderCode>> = {
  AccountFundsInsufficientError: PROVIDER_CODE.rejected,
  AlreadyPendingError: PROVIDER_CODE.rejected,
  BundlerMarginError: PROVIDER_CODE.rejected,
  CallRevertedError: PROVIDER_CODE.reverted,
  ClientIncompleteError: PROVIDER_CODE.internal,
  ContractMissingError: PROVIDER_CODE.internal,
  DeploymentFailedError: PROVIDER_CODE.rejected,
  EncodingRangeError: PROVIDER_CODE.invalidParams,
  EntryPointUnsupportedError: PROVIDER_CODE.internal,
  FeeTooLowError: PROVIDER_CODE.rejected,
  MempoolLimitReachedError: PROVIDER_CODE.unavailable,
  MethodUnsupportedError: PROVIDER_CODE.internal,
  NonceMismatchError: PROVIDER_CODE.rejected,
  OperationGasInsufficientError: PROVIDER_CODE.rejected,
  OperationNonceInvalidError: PROVIDER_CODE.rejected,
  OperationRefusedError: PROVIDER_CODE.rejected,
  OperationTooLargeError: PROVIDER_CODE.rejected,
  PaymasterFundsInsufficientError: PROVIDER_CODE.rejected,
  PaymasterRefusedError: PROVIDER_CODE.rejected,
  RateLimitedError: PROVIDER_CODE.unavailable,
  ReplacementUnderpricedError: PROVIDER_CODE.rejected,
  ReputationInsufficientError: PROVIDER_CODE.rejected,
  RequestFailedError: PROVIDER_CODE.internal,
  SenderFundsInsufficientError: PROVIDER_CODE.rejected,
  SignerUnsupportedError: PROVIDER_CODE.internal,
  TransactionNonceInvalidError: PROVIDER_CODE.rejected,
  UseInvalidError: PROVIDER_CODE.invalidParams,
  ValidationGasExceededError: PROVIDER_CODE.rejected,
  ValidationRuleBrokenError: PROVIDER_CODE.rejected,
}

/** What the members of every error say already. */
const COMMON = ['name', 'shortMessage', 'docsPath', 'metaMessages', 'cause', 'message', 'stack']

/**
 * The error that an application gets: the reason in words with its code; the typed error stays as `cause`, and as `data` in a form that
 * survives JSON.
 */
export function toProviderError(thrown: unknown): ProviderRpcError {
  const error = toLatchkeyError(thrown)
  if (error instanceof ProviderRpcError) return error
  return new ProviderRpcError({
    code: ownCode(error) ?? CODES[error.name] ?? PROVIDER_CODE.unauthorized,
    reason: error.shortMessage,
    metaMessages: error.metaMessages,
    docsPath: error.docsPath,
    data: errorData(error),
    cause: error,
  })
}

/** The code of an error that knows it itself: those of a handler of one's own. */
function ownCode(error: BaseError): ProviderCode | undefined {
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined
}

/** The error of a node as it is, data included: applications decode it. */
export function toNodeError(thrown: unknown): ProviderRpcError {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code, data, details } = error as { code?: unknown; data?: unknown; details?: unknown }
    // viem's own classes repeat the code; the innermost one has what the node said.
    if (typeof code !== 'number' || error.cause instanceof Error) continue
    const reason = typeof details === 'string' ? details : error.message
    return new ProviderRpcError({ code, reason: redact(reason), data, cause: toLatchkeyError(thrown) })
  }
  return toProviderError(thrown)
}

/** An error of the SDK as data: its name and reason, and the bounds that it has as properties. */
function errorData(error: BaseError): Readonly<Record<string, unknown>> {
  const bounds = Object.entries(error).flatMap(([name, value]) => {
    const shown = COMMON.includes(name) ? undefined : plain(value)
    return shown === undefined ? [] : [[name, shown] as const]
  })
  const { name, shortMessage, metaMessages, docsPath } = error
  return { name, reason: shortMessage, details: metaMessages, docsPath, ...Object.fromEntries(bounds) }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (['string', 'number', 'boolean'].includes(typeof value)) return value
  if (Array.isArray(value)) return value.map((each) => plain(each)).filter((each) => each !== undefined)
  return undefined
}

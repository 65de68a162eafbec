import { type Abi, decodeErrorResult, type Hex, parseAbi } from 'viem'
import { accountErrorAdvice, accountErrorsAbi } from './accountErrors.ts'
import type { ErrorContext } from './errorContext.ts'
import { panicText } from './panicCodes.ts'
import { redact } from './redact.ts'

/** Why a call reverted, decoded. */
export type CallError = {
  /** Name of the custom error, `Error` or `Panic`. */
  readonly errorName: string
  readonly args: readonly unknown[]
  /** In words. */
  readonly text: string
  /** What to do, when it is known. */
  readonly advice: string | undefined
}

/** Errors that many contracts share, the guards among them, for calls whose ABI is not known. */
const commonAbi = parseAbi([
  'error Error(string reason)',
  'error Panic(uint256 code)',
  'error BalanceConfigMalformed(uint256 length, uint256 expected)',
  'error BalanceKindUnsupported(uint256 kind)',
  'error BalanceTokenWithoutCode(address token)',
  'error BalanceTooLow(address token, uint256 actual, uint256 expected)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC20InvalidApprover(address approver)',
  'error ERC20InvalidReceiver(address receiver)',
  'error ERC20InvalidSender(address sender)',
  'error ERC20InvalidSpender(address spender)',
  'error OwnableUnauthorizedAccount(address account)',
  'error ReentrancyGuardReentrantCall()',
  'error SafeERC20FailedOperation(address token)',
])

const KNOWN: readonly Abi[] = [commonAbi, accountErrorsAbi]

/**
 * Why a call reverted, by the ABIs of the calls first and then by errors that many contracts share; undefined when no known ABI has
 * the error.
 */
export function callError(data: Hex, calls: ErrorContext['calls']): CallError | undefined {
  const own: readonly Abi[] = (calls ?? []).flatMap(({ abi }) => (abi ? [abi] : []))
  for (const abi of [...own, ...KNOWN]) {
    const found = decodeWith(abi, data)
    if (found !== undefined) return found
  }
  return undefined
}

/** {@link callError} in words only. */
export function callErrorText(data: Hex, calls: ErrorContext['calls']): string | undefined {
  return callError(data, calls)?.text
}

function decodeWith(abi: Abi, data: Hex): CallError | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data }) as {
      errorName: string
      args?: readonly unknown[]
    }
    return {
      errorName,
      args,
      text: redact(errorText(errorName, args)),
      advice: accountErrorAdvice(errorName),
    }
  } catch {
    return undefined
  }
}

function errorText(errorName: string, args: readonly unknown[]): string {
  if (errorName === 'Error') return String(args[0])
  if (errorName === 'Panic' && typeof args[0] === 'bigint') return panicText(args[0])
  return `${errorName}(${args.map((arg) => shown(arg)).join(', ')})`
}

function shown(arg: unknown): string {
  if (typeof arg !== 'object') return String(arg)
  return JSON.stringify(arg, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

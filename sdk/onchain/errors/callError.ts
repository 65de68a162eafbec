import { type Abi, decodeErrorResult, type Hex, parseAbi } from 'viem'
import type { ErrorContext } from './errorContext.ts'
import { redact } from './redact.ts'

/** Errors that many contracts share, for calls whose ABI is not known. */
const commonAbi = parseAbi([
  'error Error(string reason)',
  'error Panic(uint256 code)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC7579UninstalledModule(uint256 moduleTypeId, address module)',
  'error ERC7579AlreadyInstalledModule(uint256 moduleTypeId, address module)',
  'error ReentrancyGuardReentrantCall()',
  'error InsufficientBalance(uint256 balance, uint256 needed)',
  'error AccountUnauthorized(address sender)',
])

/** Why a call reverted, in words; undefined when no known ABI has the error. */
export function callErrorText(data: Hex, calls: ErrorContext['calls']): string | undefined {
  const abis: readonly Abi[] = [...(calls ?? []).flatMap(({ abi }) => (abi ? [abi] : [])), commonAbi]
  for (const abi of abis) {
    const text = errorText(abi, data)
    if (text !== undefined) return text
  }
  return undefined
}

function errorText(abi: Abi, data: Hex): string | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data })
    if (errorName === 'Error') return redact(String(args[0]))
    return redact(`${errorName}(${args.map((arg) => shown(arg)).join(', ')})`)
  } catch {
    return undefined
  }
}

function shown(arg: unknown): string {
  if (typeof arg !== 'object') return String(arg)
  return JSON.stringify(arg, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

import type { AbiFunction } from 'abitype'
import { type Address, type Hex, isAddressEqual, pad, size, slice } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import type { BaseError } from '../../errors/base.ts'
import {
  ArgumentMissingError,
  CallNotAllowedError,
  ConditionFailedError,
  SelectorNotAllowedError,
  TargetForbiddenError,
  TargetNotAllowedError,
  ValueExceededError,
} from '../../errors/permission.ts'
import { type Annotations, annotatedFunction } from './annotations.ts'
import { argumentWords } from './arguments.ts'
import type { ArgumentWord } from './argumentWord.ts'
import type { LimitAmounts } from './checkLimits.ts'
import { conditionHolds } from './conditionHolds.ts'
import { forbiddenReason } from './entryPoints.ts'
import { OPERATOR_TEXT, valuesText, wordText } from './operatorText.ts'

/** One call of a batch. */
export type Call = {
  readonly to: Address
  /** In wei; none by default. */
  readonly value?: bigint | undefined
  /** Empty by default. */
  readonly data?: Hex | undefined
}

/** What is known besides the grant. */
export type MatchOptions = {
  module?: Address
  /** The one more address that the account named at install. */
  adapter?: Address
  /** Names for the reasons. */
  annotations?: Annotations
}

/** Why one permission does not allow a call. */
export type MatchReason = { readonly index: number; readonly error: BaseError }

export type MatchCallReturnType =
  | { readonly matched: true; readonly index: number; readonly spends: LimitAmounts }
  /** In the order of the permissions, those about the call's target only; of all when there are none. */
  | { readonly matched: false; readonly reasons: readonly MatchReason[] }

/**
 * The first permission that allows a call, judged as the contract judges it, or why each candidate does not. Limits and the
 * window are not looked at: see `checkLimits` and `checkWindow`.
 */
export function matchCall(grant: Grant, call: Call, options: MatchOptions = {}): MatchCallReturnType {
  const reasons: MatchReason[] = []
  for (const [index, permission] of grant.permissions.entries()) {
    const error = whyNot(grant, permission, call, options)
    if (!error) return { matched: true, index, spends: spendsOf(permission, call) }
    reasons.push({ index, error })
  }
  const candidates = reasons.filter(({ error }) => error.name !== 'TargetNotAllowedError')
  return { matched: false, reasons: candidates.length > 0 ? candidates : reasons }
}

/** Why a permission does not allow a call; undefined when it does. The first rule that fails, in the contract's order. */
export function whyNot(
  grant: Pick<Grant, 'account'>,
  permission: Permission,
  call: Call,
  options: MatchOptions = {},
): BaseError | undefined {
  const { to, value = 0n, data = '0x' } = call
  const reason = forbiddenReason(to, { account: grant.account, ...options })
  if (reason) return new TargetForbiddenError({ target: to, reason })
  if (!isAddressEqual(to, permission.target)) {
    return new TargetNotAllowedError({ target: to, allowed: permission.target })
  }
  const item = annotatedFunction(options.annotations, permission.target, permission.selector)
  const kindError = callError(permission, data, item)
  if (kindError) return kindError
  if (value > permission.maxValue) return new ValueExceededError({ value, allowed: permission.maxValue })
  const words = item && argumentWords(item.inputs)
  for (const condition of permission.conditions) {
    const error = conditionError(condition, data, grant.account, words)
    if (error) return error
  }
  for (const { source, argument } of permission.spends) {
    if (source === SpendSource.argument && wordAt(data, argument) === undefined) {
      return missing(argument, data, words)
    }
  }
  return undefined
}

/**
 * What a call takes from each limit that its permission spends, in the limit's unit. Two spends of one limit add up.
 * @throws ArgumentMissingError when the calldata ends before an argument that is counted.
 */
export function spendsOf(permission: Permission, call: Call): LimitAmounts {
  const amounts = new Map<number, bigint>()
  for (const { limit, source, argument } of permission.spends) {
    amounts.set(limit, (amounts.get(limit) ?? 0n) + amountOf(source, argument, call))
  }
  return amounts
}

function amountOf(source: SpendSource, argument: bigint, { value = 0n, data = '0x' }: Call): bigint {
  if (source === SpendSource.nativeValue) return value
  if (source === SpendSource.call) return 1n
  const word = wordAt(data, argument)
  if (word === undefined) throw missing(argument, data, undefined)
  return BigInt(word)
}

function callError(permission: Permission, data: Hex, item: AbiFunction | undefined): BaseError | undefined {
  const length = size(data)
  const { call, selector: allowed } = permission
  if (call === CallKind.empty) {
    return length === 0 ? undefined : new CallNotAllowedError({ length, allowed: 'empty calldata only' })
  }
  if (call === CallKind.none) return new CallNotAllowedError({ length, allowed: 'nothing' })
  if (length < 4) return new CallNotAllowedError({ length, allowed: 'calldata with a selector' })
  const selector = slice(data, 0, 4)
  if (call === CallKind.anySelector || selector.toLowerCase() === allowed.toLowerCase()) return undefined
  return new SelectorNotAllowedError({ selector, allowed, functionName: item?.name })
}

function conditionError(
  condition: ParameterCondition,
  data: Hex,
  account: Address,
  words: readonly ArgumentWord[] | undefined,
): BaseError | undefined {
  const word = wordAt(data, condition.argument)
  if (word === undefined) return missing(condition.argument, data, words)
  if (conditionHolds(condition, word, account)) return undefined
  const type = words?.find(({ index }) => BigInt(index) === condition.argument)?.type
  return new ConditionFailedError({
    argument: argumentName(condition.argument, words),
    operator: OPERATOR_TEXT[condition.operator],
    asked: wordText(word, type),
    allowed: valuesText(condition, (value) => wordText(value, type)),
  })
}

function missing(argument: bigint, data: Hex, words: readonly ArgumentWord[] | undefined): BaseError {
  return new ArgumentMissingError({ argument: argumentName(argument, words), length: size(data) })
}

function argumentName(argument: bigint, words: readonly ArgumentWord[] | undefined): string {
  return words?.find(({ index }) => BigInt(index) === argument)?.path ?? `argument ${argument}`
}

/** The 32-byte word of the argument block; undefined when the calldata ends before its end. */
function wordAt(data: Hex, argument: bigint): Hex | undefined {
  const start = 4n + 32n * argument
  if (start + 32n > BigInt(size(data))) return undefined
  return pad(slice(data, Number(start), Number(start) + 32))
}

import type { AbiFunction } from 'abitype'
import { type Address, type Hex, isAddressEqual, numberToHex, size, slice } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { BaseError } from '../../errors/base.ts'
import { ConditionMalformedError, LimitKindMismatchError } from '../../errors/contractUse.ts'
import {
  CallNotAllowedError,
  ConditionFailedError,
  SelectorNotAllowedError,
  TargetForbiddenError,
  TargetNotAllowedError,
  ValueExceededError,
} from '../../errors/permission.ts'
import { type Annotations, annotatedFunction } from './annotations.ts'
import type { Call } from './call.ts'
import { conditionHolds, isConditionKnown } from './conditionHolds.ts'
import { forbiddenReason } from './entryPoints.ts'
import { argumentText, nameArgument } from './nameArgument.ts'
import { OPERATOR_TEXT, valuesText, wordText } from './operatorText.ts'
import { resolveArgument } from './resolveArgument.ts'
import { argumentError, type Take, takesOf } from './takesOf.ts'

/** What is known besides the grant. */
export type MatchOptions = {
  module?: Address
  /** The one more address that the account named at install. */
  adapter?: Address
  /** Names for the reasons. */
  annotations?: Annotations
}

/** What of a grant decides over a call. */
export type MatchGrant = Pick<Grant, 'account' | 'limits'>

/** Why one permission does not allow a call. */
export type MatchReason = { readonly index: number; readonly error: BaseError }

export type MatchCallReturnType =
  | { readonly matched: true; readonly index: number; readonly takes: readonly Take[] }
  /** In the order of the permissions, those about the call's target only; of all when there are none. */
  | { readonly matched: false; readonly reasons: readonly MatchReason[] }

/**
 * The first permission that allows a call, judged as the contract judges it, or why each candidate does not. What is left of
 * the limits, the window, the tier and the fee are not looked at: see `checkLimits`, `checkWindow`, `checkTier` and `checkFee`.
 */
export function matchCall(grant: Grant, call: Call, options: MatchOptions = {}): MatchCallReturnType {
  const reasons: MatchReason[] = []
  for (const [index, permission] of grant.permissions.entries()) {
    const error = whyNot(grant, permission, call, options)
    if (!error) return { matched: true, index, takes: takesOf(permission, call) }
    reasons.push({ index, error })
  }
  const candidates = reasons.filter(({ error }) => error.name !== 'TargetNotAllowedError')
  return { matched: false, reasons: candidates.length > 0 ? candidates : reasons }
}

/** Why a permission does not allow a call; undefined when it does. The first rule that fails, in the contract's order. */
export function whyNot(
  grant: MatchGrant,
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
  for (const condition of permission.conditions) {
    const error = conditionError(condition, data, grant.account, item)
    if (error) return error
  }
  return spendError(grant, permission, call, item)
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

/** Why a condition refuses calldata: the first of the words that it is about which does not pass. */
export function conditionError(
  condition: ParameterCondition,
  data: Hex,
  account: Address,
  item: AbiFunction | undefined,
): BaseError | undefined {
  const { argument, operator, values } = condition
  let words = 1n
  for (let each = 0n; each < words; each++) {
    const found = resolveArgument(data, argument, each)
    if (typeof found === 'string') return argumentError(found, argument, data, item)
    if (!isConditionKnown(condition)) return new ConditionMalformedError({ operator, values: values.length })
    words = found.count
    if (words > 0n && !conditionHolds(condition, found.word, account)) {
      return failed(condition, found.word, item)
    }
  }
  return undefined
}

function failed(condition: ParameterCondition, word: bigint, item: AbiFunction | undefined): BaseError {
  const type = nameArgument(item, condition.argument)?.type
  return new ConditionFailedError({
    argument: argumentText(item, condition.argument),
    operator: OPERATOR_TEXT[condition.operator],
    asked: wordText(numberToHex(word, { size: 32 }), type),
    allowed: valuesText(condition, (value) => wordText(value, type)),
  })
}

function spendError(
  { limits }: MatchGrant,
  permission: Permission,
  call: Call,
  item: AbiFunction | undefined,
): BaseError | undefined {
  for (const { limit: limitId, source } of permission.spends) {
    const kind = limits[limitId]?.kind ?? 0
    // A source has the number of the kind of limit that it fits.
    if (Number(kind) !== Number(source)) return new LimitKindMismatchError({ limitId, kind, source })
  }
  try {
    takesOf(permission, call, item)
    return undefined
  } catch (error) {
    if (error instanceof BaseError) return error
    throw error
  }
}

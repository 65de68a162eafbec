import { Operator } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { approvingFunction, forwardingFunction, transferringFunction } from './knownFunctions.ts'
import type { GrantWarning, GrantWarningCode } from './grantWarning.ts'

const BOUNDING: readonly Operator[] = [
  Operator.equal,
  Operator.less,
  Operator.atMost,
  Operator.range,
  Operator.oneOf,
]
const NAMING: readonly Operator[] = [Operator.equal, Operator.oneOf, Operator.isAccount]

/** What an owner should see of one permission. */
export function permissionWarnings(permission: Permission, index: number): readonly GrantWarning[] {
  const { call, target, maxValue, spends, selector } = permission
  const warnings: GrantWarning[] = []
  const add = (code: GrantWarningCode, holds: boolean, message: string) => {
    if (holds) warnings.push({ code, message: `Permission ${index}: ${message}`, permission: index })
  }
  const every = `every function of ${target} may be called, with any arguments.`
  add('any-selector', call === CallKind.anySelector, every)
  const valueCounted = spends.some(({ source }) => source === SpendSource.nativeValue)
  const uncounted = 'native value is capped per call, but no limit counts the sum.'
  add('value-uncounted', maxValue > 0n && !valueCounted, uncounted)
  if (call !== CallKind.selector) return warnings
  const approval = approvingFunction(selector)
  const forwarding = forwardingFunction(selector)
  // An approval of whatever token its arguments name is like any other once they have to name one.
  const looked = approval?.token !== undefined && isNamed(permission, approval.token)
  const blind = `${forwarding} carries out what no condition looks into.`
  add('forwarding-function', Boolean(forwarding) && !looked, blind)
  if (approval) {
    const drawn = 'it approves any amount, which is then drawn without the key.'
    add('approval-unlimited', !isCapped(permission, approval.amount), drawn)
    add('approval-to-anyone', !isNamed(permission, approval.spender), 'it approves any spender.')
  }
  const transfer = transferringFunction(selector)
  if (transfer) {
    const uncapped = transfer.amount !== undefined && !isCapped(permission, transfer.amount)
    add('transfer-uncapped', uncapped, 'it moves any amount, and no limit counts it.')
    add('transfer-to-anyone', !isNamed(permission, transfer.recipient), 'it sends to any recipient.')
  }
  return warnings
}

function isCapped(permission: Permission, amount: number | undefined): boolean {
  if (amount === undefined) return false
  const counted = permission.spends.some(
    ({ source, argument }) => source === SpendSource.argument && argument === BigInt(amount),
  )
  return counted || hasCondition(permission, amount, BOUNDING)
}

function isNamed(permission: Permission, argument: number): boolean {
  return hasCondition(permission, argument, NAMING)
}

function hasCondition(permission: Permission, argument: number, operators: readonly Operator[]): boolean {
  return permission.conditions.some(
    (condition) => condition.argument === BigInt(argument) && operators.includes(condition.operator),
  )
}

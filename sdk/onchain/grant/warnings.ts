import type { Grant } from '../../core/grant.ts'
import { Operator } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { firstKeyValidUntil } from './firstKeyValidUntil.ts'
import { approvingFunction, forwardingFunction } from './knownFunctions.ts'

/** Something that an owner should see before granting. It refuses nothing. */
export type GrantWarning = {
  readonly code: GrantWarningCode
  readonly message: string
  /** Index of the permission that it is about. */
  readonly permission?: number
}

export type GrantWarningCode =
  | 'any-selector'
  | 'approval-to-anyone'
  | 'approval-unlimited'
  | 'first-key-ends-early'
  | 'forwarding-function'
  | 'long-window'
  | 'many-permissions'
  | 'permissions-overlap'
  | 'rotator-is-session-key'
  | 'value-uncounted'

/** Most permissions that are still granted well by signature: a wallet shows each of them. */
export const RECOMMENDED_PERMISSIONS = 32

/** Seconds from which on a window counts as long: 90 days. */
const LONG_WINDOW = 90 * 24 * 60 * 60

const BOUNDING: readonly Operator[] = [
  Operator.equal,
  Operator.less,
  Operator.atMost,
  Operator.range,
  Operator.oneOf,
]
const NAMING: readonly Operator[] = [Operator.equal, Operator.oneOf, Operator.isAccount]

/** What an owner should see before granting. */
export function grantWarnings(grant: Grant): readonly GrantWarning[] {
  return [...wholeWarnings(grant), ...grant.permissions.flatMap(permissionWarnings)]
}

function wholeWarnings(grant: Grant): GrantWarning[] {
  const warnings: GrantWarning[] = []
  const add = (code: GrantWarningCode, message: string) => warnings.push({ code, message })
  const count = grant.permissions.length
  if (count > RECOMMENDED_PERMISSIONS) {
    add('many-permissions', `${count} permissions are too many to read in a wallet: grant by transaction.`)
  }
  if (grant.validUntil - grant.validAfter >= LONG_WINDOW) {
    add('long-window', 'The grant holds for 90 days or more.')
  }
  const keyEnd = firstKeyValidUntil(grant)
  if (keyEnd < grant.validUntil) {
    add('first-key-ends-early', `The first key ends at ${keyEnd}, before the grant: rotate it until then.`)
  }
  if (grant.rotator.key !== '0x' && grant.rotator.key.toLowerCase() === grant.sessionKey.key.toLowerCase()) {
    add(
      'rotator-is-session-key',
      'The rotator is the session key: whoever has it can replace itself for ever.',
    )
  }
  return warnings
}

function permissionWarnings(permission: Permission, index: number): GrantWarning[] {
  const warnings: GrantWarning[] = []
  const add = (code: GrantWarningCode, message: string) =>
    warnings.push({ code, message: `Permission ${index}: ${message}`, permission: index })
  if (permission.call === CallKind.anySelector) {
    add('any-selector', `every function of ${permission.target} may be called, with any arguments.`)
  }
  if (
    permission.maxValue > 0n &&
    !permission.spends.some(({ source }) => source === SpendSource.nativeValue)
  ) {
    add('value-uncounted', 'native value is capped per call, but no limit counts the sum.')
  }
  if (permission.call !== CallKind.selector) return warnings
  const forwarding = forwardingFunction(permission.selector)
  if (forwarding) {
    add('forwarding-function', `${forwarding} carries out calls that no condition looks into.`)
  }
  const approval = approvingFunction(permission.selector)
  if (!approval) return warnings
  if (!isCapped(permission, approval.amount)) {
    add('approval-unlimited', 'it approves any amount, which is then drawn without the key.')
  }
  if (!hasCondition(permission, approval.spender, NAMING))
    add('approval-to-anyone', 'it approves any spender.')
  return warnings
}

function isCapped(permission: Permission, amount: number | undefined): boolean {
  if (amount === undefined) return false
  const counted = permission.spends.some(
    ({ source, argument }) => source === SpendSource.argument && argument === BigInt(amount),
  )
  return counted || hasCondition(permission, amount, BOUNDING)
}

function hasCondition(permission: Permission, argument: number, operators: readonly Operator[]): boolean {
  return permission.conditions.some(
    (condition) => condition.argument === BigInt(argument) && operators.includes(condition.operator),
  )
}

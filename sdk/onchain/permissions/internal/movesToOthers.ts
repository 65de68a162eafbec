import { Operator } from '../../../core/parameterCondition.ts'
import { CallKind } from '../../../core/permission.ts'
import { approvingFunction, forwardingFunction, transferringFunction } from '../../grant/knownFunctions.ts'
import type { PermissionDefinition } from '../../grant/permissionDefinition.ts'

/**
 * Why a permission can plainly move assets to others, whatever its preset says of itself; undefined when nothing plain shows it. It
 * knows the usual functions only: what a protocol's own functions do is for its preset to say.
 */
export function movesToOthers(permission: PermissionDefinition): string | undefined {
  const { call, selector, target, maxValue, conditions } = permission
  if (call === CallKind.anySelector) return `every function of ${target} may be called.`
  if (call === CallKind.empty && maxValue > 0n) return `native value goes to ${target}.`
  if (call !== CallKind.selector) return undefined
  const transfer = transferringFunction(selector)
  if (transfer && !isHeldTo(permission, transfer.recipient, [Operator.isAccount])) {
    return 'tokens go to somebody else than the account.'
  }
  const approval = approvingFunction(selector)
  if (approval && !isHeldTo(permission, approval.spender, [Operator.equal, Operator.oneOf])) {
    return 'any spender may be approved.'
  }
  const forwarding = forwardingFunction(selector)
  if (forwarding && conditions.length === 0) return `${forwarding} carries out what its arguments say.`
  return undefined
}

function isHeldTo(
  { conditions }: PermissionDefinition,
  argument: number,
  operators: readonly Operator[],
): boolean {
  return conditions.some((one) => one.argument === BigInt(argument) && operators.includes(one.operator))
}

import { Operator, type ParameterCondition } from '../../../core/parameterCondition.ts'
import type { PermissionDefinition } from '../../grant/permissionDefinition.ts'

/** Whether no call can match both permissions, because they ask for different values of one argument: then none of them is the laxer one. */
export function areExclusive(one: PermissionDefinition, other: PermissionDefinition): boolean {
  return one.conditions.some((condition) => {
    const values = listed(condition)
    return (
      values !== undefined &&
      other.conditions.some((against) => {
        const others = against.argument === condition.argument ? listed(against) : undefined
        return others?.every((value) => !values.includes(value)) ?? false
      })
    )
  })
}

/** The values that a condition admits, when it lists them. */
function listed({ operator, values }: ParameterCondition): readonly bigint[] | undefined {
  return operator === Operator.equal || operator === Operator.oneOf ? values.map(BigInt) : undefined
}

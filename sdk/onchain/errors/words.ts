import type { Operator } from '../../core/parameterCondition.ts'
import { CallKind } from '../../core/permission.ts'
import { OPERATOR_TEXT } from '../grant/operatorText.ts'

/** The bit of an identity in the module's `PartUnsupported`, the only part with a name that it refuses. */
const IDENTITY = 1n << 8n

/** The part that a bit set means. */
export function partName(bits: bigint): string {
  return bits === IDENTITY ? 'identity' : `bits ${bits}`
}

/** An operator in words. */
export function operatorName(operator: number): string {
  return OPERATOR_TEXT[operator as Operator] ?? `operator ${operator}`
}

/** What a permission with this kind of call allows. */
export function callKindText(kind: number): string {
  if (kind === CallKind.empty) return 'empty calldata only'
  return kind === CallKind.none ? 'nothing' : 'calldata with a selector'
}

import type { Operator } from '../../core/parameterCondition.ts'
import { CallKind } from '../../core/permission.ts'
import { OPERATOR_TEXT } from '../grant/operatorText.ts'

/** Parts of a grant by the bits of the module's `PartUnsupported`. */
const PARTS: readonly (readonly [bigint, string])[] = [
  [0n, 'networks'],
  [1n, 'messages'],
  [2n, 'guards'],
  [3n, 'key policy'],
  [4n, 'maximumFee'],
  [5n, 'paymaster'],
  [6n, 'rotator'],
  [7n, 'keeper'],
  [8n, 'identity'],
  [9n, 'supersedes'],
  [16n, 'risk tiers'],
  [17n, 'periods'],
  [18n, 'counted uses'],
  [19n, 'argument paths'],
]

/** The named parts of a bit set. */
export function partName(bits: bigint): string {
  const names = PARTS.filter(([bit]) => (bits >> bit) & 1n).map(([, name]) => name)
  return names.join(', ') || `bits ${bits}`
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

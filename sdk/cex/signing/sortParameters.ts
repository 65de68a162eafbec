import type { Parameter } from '../request.ts'
import { compareCodeUnits } from './compareCodeUnits.ts'

/** The parameters by name, in the order of UTF-16 code units, as venues sort; equal names keep their order. */
export function sortParameters(params: readonly Parameter[]): readonly Parameter[] {
  return params.length < 2 ? params : params.toSorted(([one], [other]) => compareCodeUnits(one, other))
}

import type { Parameter } from '../request.ts'
import { compareCodeUnits } from './compareCodeUnits.ts'

/** Up to here moving each to its place takes a third of the time that sorting with a function takes. */
const FEW = 32

/** The parameters by name, in the order of UTF-16 code units, as venues sort; equal names keep their order. */
export function sortParameters(params: readonly Parameter[]): readonly Parameter[] {
  if (params.length > FEW) return params.toSorted(([one], [other]) => compareCodeUnits(one, other))
  const sorted = params.slice()
  for (let index = 1; index < sorted.length; index++) {
    const parameter = sorted[index] as Parameter
    let place = index
    for (; place > 0 && (sorted[place - 1] as Parameter)[0] > parameter[0]; place--) {
      sorted[place] = sorted[place - 1] as Parameter
    }
    sorted[place] = parameter
  }
  return sorted
}

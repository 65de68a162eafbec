import type { Json } from '../json.ts'
import type { Parameter } from '../request.ts'

/**
 * The parameters with each list as one parameter for every member, `id=1&id=2`, for venues that read lists so. An empty one stays, as
 * `[]`: without it the venue would take the request to be about everything.
 */
export function repeatLists(params: readonly Parameter[]): readonly Parameter[] {
  if (!params.some(([, value]) => isFilledList(value))) return params
  return params.flatMap(([name, value]): readonly Parameter[] => {
    return isFilledList(value) ? value.map((member) => [name, member]) : [[name, value]]
  })
}

function isFilledList(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0
}

import type { Parameter } from '../request.ts'

/** The parameters with each list as one parameter for every member: `id=1&id=2`, for venues that read lists so. */
export function repeatLists(params: readonly Parameter[]): readonly Parameter[] {
  if (!params.some(([, value]) => Array.isArray(value))) return params
  return params.flatMap(([name, value]) => {
    return Array.isArray(value) ? value.map((member): Parameter => [name, member]) : [[name, value] as const]
  })
}

import { ParameterReservedError } from '../../errors/venue.ts'
import type { Parameter } from '../request.ts'

/** @throws ParameterReservedError when a parameter has a name that the signature sets. */
export function refuseReserved(params: readonly Parameter[], reserved: ReadonlySet<string>): void {
  for (const [name] of params) {
    if (reserved.has(name)) throw new ParameterReservedError({ parameter: name })
  }
}

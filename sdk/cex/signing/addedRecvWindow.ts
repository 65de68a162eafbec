import type { Parameter } from '../request.ts'
import { refuseReserved } from './refuseReserved.ts'

const RESERVED = new Set(['timestamp', 'signature'])
const RESERVED_WITH_WINDOW = new Set([...RESERVED, 'recvWindow'])

/**
 * The `recvWindow` that is to be added to the parameters, in milliseconds, at venues that sign it among them: the moment's, else the
 * venue's own where it is always said. `undefined` when there is none to add, or one is among the parameters already, as in the examples
 * that venues print.
 * @throws ParameterReservedError when a parameter has a name that the signature sets, or the window is given twice.
 */
export function addedRecvWindow(
  params: readonly Parameter[],
  recvWindowMs: number | undefined,
  ownMs?: number,
): number | undefined {
  refuseReserved(params, recvWindowMs === undefined ? RESERVED : RESERVED_WITH_WINDOW)
  if (recvWindowMs !== undefined) return recvWindowMs
  return params.some(([name]) => name === 'recvWindow') ? undefined : ownMs
}

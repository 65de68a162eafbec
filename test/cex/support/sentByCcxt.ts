import type { Parameter, VenueRequest } from '../../../sdk/cex/request.ts'
import { type CcxtExchange, ccxtRequest } from './ccxtRequests.ts'

/** What signatures add beside what `ccxtRequest` takes out. */
const ADDED = new Set([
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
  'Signature',
  'request',
  'nonceWindow',
])

/**
 * The request that ccxt would send, as a caller would ask for it.
 * @param inside The member of the body that holds the parameters, where there is one.
 */
export async function sentByCcxt(
  id: string,
  markets: object[],
  call: (exchange: CcxtExchange) => Promise<unknown>,
  inside?: string,
): Promise<VenueRequest> {
  const request = await ccxtRequest(id, markets, call)
  if (request.params === null) {
    const list = request.bodyArray
    return list === undefined ? request : { ...request, bodyArray: list }
  }
  const params: readonly Parameter[] = request.params
  const found = params.find(([name]) => name === inside)
  const own = found === undefined ? params : Object.entries(found[1] as object)
  return { ...request, params: own.filter(([name]) => !ADDED.has(name)) }
}

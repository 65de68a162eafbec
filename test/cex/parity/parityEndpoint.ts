import type { Method } from '../../../sdk/cex/request.ts'
import type { ParityEndpoint, Place } from './parityCase.ts'

/** An endpoint, written `POST /path` as it goes into the URL. */
export function parityEndpoint(
  endpoint: string,
  place: Place,
  ccxt?: ParityEndpoint['ccxt'],
  more: Pick<ParityEndpoint, 'always'> = {},
): ParityEndpoint {
  const [method = '', path = ''] = endpoint.split(' ')
  return { method: method as Method, path, place, ...(ccxt && { ccxt }), ...more }
}

import type { SigningMoment } from '../../moment.ts'
import type { Parameter, SignedRequest, VenueRequest } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { percentEncode } from '../../signing/percentEncode.ts'
import type { Prepared } from '../../signing/prepared.ts'
import { queryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { readBaseUrl, requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueKey } from '../../signing/venueSigner.ts'
import { withJsonType } from '../../signing/withJsonType.ts'
import { htxTimestamp } from './htxTimestamp.ts'

const RESERVED = new Set(['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'Timestamp', 'Signature'])

/**
 * A request to HTX, the same for spot and linear swaps: https://www.htx.com/en-us/opend/newApiPages/ (Authentication). Who signs, and
 * how, is always in the query; the parameters of a POST are its body and are not signed.
 */
export function prepareHtxRequest(
  request: VenueRequest,
  key: VenueKey,
  { clockMs }: SigningMoment,
): Prepared<SignedRequest> {
  const { method, params } = request
  refuseReserved(params ?? [], RESERVED)
  const inBody = method === 'POST'
  const body = inBody ? jsonBody(request) : null
  const timestamp = htxTimestamp(clockMs)
  const query = inBody
    ? `AccessKeyId=${percentEncode(key.apiKey)}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=${percentEncode(timestamp)}`
    : sortedQuery(refuseBodyArray(request), key, timestamp)
  return {
    prehash: `${method}\n${readBaseUrl(request.baseUrl).host}\n${wholePath(request)}\n${query}`,
    finish: (signature) => ({
      url: requestUrl(request, `${query}&Signature=${percentEncode(signature)}`),
      method,
      headers: withJsonType({}, body),
      body,
    }),
  }
}

function sortedQuery(params: readonly Parameter[], key: VenueKey, timestamp: string): string {
  return queryText(
    sortParameters([
      ['AccessKeyId', key.apiKey],
      ['SignatureMethod', 'HmacSHA256'],
      ['SignatureVersion', '2'],
      ['Timestamp', timestamp],
      ...params,
    ]),
  )
}

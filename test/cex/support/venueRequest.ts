import type { Json } from '../../../sdk/cex/json.ts'
import type { Method, VenueRequest } from '../../../sdk/cex/request.ts'

/** A request, written `POST /path`, with its parameters as an object or as a list of names and values. */
export function venueRequest(
  endpoint: string,
  params: { [name: string]: Json } | readonly (readonly [string, Json])[] = {},
): VenueRequest {
  const [method = '', path = ''] = endpoint.split(' ')
  const list = Array.isArray(params) ? params : Object.entries(params)
  return { method: method as Method, baseUrl: 'https://venue.example', path, params: list }
}

/** The same with a list for a body. */
export function venueListRequest(endpoint: string, bodyArray: readonly Json[]): VenueRequest {
  return { ...venueRequest(endpoint), params: null, bodyArray }
}

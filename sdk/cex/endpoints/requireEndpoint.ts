import { EndpointRefusedError, EndpointUnlistedError } from '../../errors/venueEndpoint.ts'
import type { VenueRequest } from '../request.ts'
import { type ClassifiedEndpoint, classifyEndpoint, type EndpointPort } from './classifyEndpoint.ts'

/** Longer than any path of a table: what goes beyond it is no path. */
const SHOWN = 120

/**
 * The endpoint that a request goes to.
 * @throws EndpointUnlistedError when no list of the venue has it, EndpointRefusedError when it is known and refused.
 */
export function requireEndpoint(
  venue: EndpointPort & { readonly id: string },
  request: VenueRequest,
): ClassifiedEndpoint {
  const endpoint = classifyEndpoint(venue, request)
  if (endpoint === undefined) {
    // what stands behind a question mark may carry a signature
    const [path = ''] = request.path.split(/[?#]/)
    throw new EndpointUnlistedError({
      venue: venue.id,
      endpoint: `${request.method} ${path.slice(0, SHOWN)}`,
    })
  }
  if (endpoint.class === 'refused') {
    throw new EndpointRefusedError({ venue: venue.id, endpoint: endpoint.endpoint })
  }
  return endpoint
}

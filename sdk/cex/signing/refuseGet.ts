import { VenueRequestInvalidError } from '../../errors/venue.ts'
import type { VenueRequest } from '../request.ts'

/**
 * For venues whose private endpoints take a body always.
 * @throws VenueRequestInvalidError for a GET, which has none.
 */
export function refuseGet({ method }: VenueRequest): void {
  if (method === 'GET')
    throw new VenueRequestInvalidError({ reason: 'private endpoints of the venue take no GET.' })
}

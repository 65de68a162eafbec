import { VenueRequestInvalidError } from '../../errors/venue.ts'
import type { Parameter, VenueRequest } from '../request.ts'

/**
 * The parameters of a request to a venue that takes no lists as body.
 * @throws VenueRequestInvalidError when there is one.
 */
export function refuseBodyArray({ params, bodyArray }: VenueRequest): readonly Parameter[] {
  if (bodyArray !== undefined || params === null) {
    throw new VenueRequestInvalidError({ reason: 'the venue takes no list as body.' })
  }
  return params
}

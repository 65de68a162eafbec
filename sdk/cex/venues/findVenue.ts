import { VenueUnknownError } from '../../errors/venue.ts'
import type { Venue } from '../venue.ts'
import { VENUES } from './index.ts'

const byId: ReadonlyMap<string, Venue> = new Map(VENUES.map((venue) => [venue.id, venue]))

/** The venue with this id. @throws VenueUnknownError. */
export function findVenue(id: string): Venue {
  const venue = byId.get(id)
  if (!venue) throw new VenueUnknownError({ venue: id, known: [...byId.keys()] })
  return venue
}

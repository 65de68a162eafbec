import type { Venue } from '../venue.ts'
import type { VenueInspection } from './venueInspection.ts'

/** What of a venue questions about its keys need. */
export type InspectedVenue = Pick<Venue, 'id' | 'name'> & { readonly inspection: VenueInspection }
